import {
  closeSync,
  constants,
  lstatSync,
  openSync,
  readFileSync,
  type Stats,
} from 'node:fs';
import { join } from 'node:path';
import { BadInputError } from '../../../errors/BadInputError';

/**
 * Makes sure that nothing on the way to a file inside of a folder is a symbolic link, which could lead anywhere.
 *
 * @param path - Names with `/` between them; must have been checked to stay inside.
 * @returns The state of the file; `undefined` when there is none.
 * @throws BadInputError at a link, and where a folder is a file or the other way round.
 */
export function inspectInside(folder: string, path: string): Stats | undefined {
  const names = path.split('/');
  let place = folder;
  for (let index = 0; index <= names.length; index++) {
    const stats = lstatSync(place, { throwIfNoEntry: false });
    if (!stats) return undefined;
    if (stats.isSymbolicLink())
      throw new BadInputError(
        `${place} is a symbolic link: nothing is written through it`,
      );
    const isFolder = index < names.length;
    if (isFolder ? !stats.isDirectory() : !stats.isFile())
      throw new BadInputError(
        `${place} is not a ${isFolder ? 'folder' : 'file'}`,
      );
    if (!isFolder) return stats;
    place = join(place, names[index]);
  }
  return undefined;
}

/** The content of a file that `inspectInside` has seen; `undefined` when there is none. */
export function readInside(folder: string, path: string): Buffer | undefined {
  if (!inspectInside(folder, path)) return undefined;
  // eslint-disable-next-line no-bitwise -- flags of open(2): a link that came since is not followed
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW;
  const descriptor = openSync(join(folder, ...path.split('/')), flags);
  try {
    return readFileSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
