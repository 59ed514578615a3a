import { posix, sep } from 'node:path';
import { StorageConfigError } from '../errors';

/**
 * The folder on this machine that a warehouse names, as `/folder`, `file:/folder` or `file:///folder`.
 *
 * @throws StorageConfigError unless it is one: absolute, without `..`, and not all of the machine.
 */
export function localFolderOf(location: string, path: string): string {
  const folder = location
    .replace(/^file:(?:\/\/(?:localhost)?)?(?=\/)/i, '')
    .replace(/(?<=.)\/+$/, '');
  const isPlain =
    sep === '/' &&
    folder.startsWith('/') &&
    !folder.includes('\0') &&
    posix.normalize(folder) === folder;
  if (isPlain && folder !== '/') return folder;
  throw new StorageConfigError(
    `${path} has to name locations like s3://bucket/folder, gs://…, abfss://…, https://… or folders with their whole path below /, not ${
      isPlain ? 'all of this machine (/)' : `"${location.slice(0, 200)}"`
    }`,
    { path },
  );
}
