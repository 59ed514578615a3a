import { realpath, rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { isInside } from './isInside';
import { toFilePath } from './fileLocation';

/**
 * A file that could not be removed.
 */
export interface FailedFile {
  location: string;
  reason: string;
}

/**
 * Removes files one by one and goes on after a failure; a file that is already gone counts as removed.
 * Table metadata may name any file of the machine, so nothing outside of `roots` is touched.
 *
 * @param roots - absolute paths of folders, as given and as they really are.
 * @returns what could not be removed, and why.
 */
export async function deleteFiles(
  roots: readonly string[],
  locations: Iterable<string>,
): Promise<FailedFile[]> {
  const failed: FailedFile[] = [];
  const realFolders = new Map<string, string>();
  for (const location of locations) {
    try {
      const path = resolve(toFilePath(location));
      const folder = dirname(path);
      // A link on the way must not lead out of the roots either.
      const real = realFolders.get(folder) ?? (await realpath(folder));
      realFolders.set(folder, real);
      if (
        [folder, real].every(one => roots.some(root => isInside(one, root)))
      ) {
        await rm(path, { force: true });
      } else {
        failed.push({
          location,
          reason:
            'It lies outside of the folders that this lakehouse may change.',
        });
      }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') {
        failed.push({ location, reason: (error as Error).message });
      }
    }
  }
  return failed;
}
