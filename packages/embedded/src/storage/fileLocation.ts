import { isAbsolute } from 'node:path';
import { ValidationError } from '../errors';

/**
 * Characters that a warehouse path may not hold: `?` and `#` start the query and fragment of a location for other
 * engines, the others are wildcards for the data engine or cannot be told apart in a location.
 */
const REFUSED = /[?#*[\]{}\\%\u0000-\u001f]/;

/**
 * The location of a local file, as table metadata writes it. Nothing is percent-encoded: PyIceberg and Hadoop's `Path`
 * take what follows `file://` literally (spaces work).
 */
export function toFileLocation(path: string): string {
  return `file://${path}`;
}

/**
 * The path of a local location: `/a/b`, `file:/a/b` and `file:///a/b` mean the same.
 *
 * @throws ValidationError for any other scheme, and for a path with `..`.
 */
export function toFilePath(location: string): string {
  const path = location.startsWith('/')
    ? location
    : /^file:(?:\/\/(?:localhost)?)?(\/(?!\/).*)$/s.exec(location)?.[1];
  if (path === undefined) {
    throw new ValidationError(
      `'${location}' is not a file on this machine; the embedded lakehouse only works with file:/// locations.`,
    );
  }
  if (path.split('/').includes('..'))
    throw new ValidationError(
      `The location '${location}' must not contain '..'.`,
    );
  return path;
}

/**
 * Refuses folders whose names other engines would read differently.
 *
 * @throws ValidationError
 */
export function requireUsableDirectory(path: string): void {
  if (!isAbsolute(path))
    throw new ValidationError(
      `The folder of a lakehouse must be an absolute path, got '${path}'.`,
    );
  const refused = REFUSED.exec(path);
  if (refused) {
    throw new ValidationError(
      `The folder '${path}' cannot hold a lakehouse: its path has the character ${JSON.stringify(
        refused[0],
      )}, which engines read differently in a location. Choose a path without any of ? # * [ ] { } \\ % and control characters.`,
    );
  }
}
