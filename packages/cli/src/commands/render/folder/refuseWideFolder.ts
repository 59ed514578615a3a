import { homedir } from 'node:os';
import { parse, resolve, sep } from 'node:path';
import { BadInputError } from '../../../errors/BadInputError';

/**
 * Makes sure that a folder is not one in which everything else is: files of a lakehouse between those of a system or of a
 * person are easily mistaken, and the next render removes what it has rendered before.
 *
 * @throws BadInputError at the root of a file system, at a home folder and at what home folders are in.
 */
export function refuseWideFolder(folder: string): void {
  const path = resolve(folder);
  const refuse = (what: string) => {
    throw new BadInputError(
      `${folder} is ${what}: render into a folder of its own, for example ${resolve(
        path,
        'rendered',
      )}`,
    );
  };
  if (path === parse(path).root) refuse('the root of the file system');
  const home = resolve(homedir());
  if (path === home) refuse('your home folder');
  if (home.startsWith(`${path}${sep}`))
    refuse('a folder that your home folder is in');
}
