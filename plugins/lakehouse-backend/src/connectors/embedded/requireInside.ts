import { realpath } from 'node:fs/promises';
import { sep } from 'node:path';
import { LocationNotAllowedError } from '@lakehouse-portal/table-metadata';

/**
 * Checks that files lie in a folder, links followed.
 *
 * @throws LocationNotAllowedError for the first that does not. One that isn't there passes: reading it will tell.
 */
export async function requireInside(
  root: string,
  paths: Iterable<string>,
): Promise<void> {
  const realRoot = await realpath(root);
  for (const path of new Set(paths)) {
    const real = await realpath(path).catch(() => path);
    if (!real.startsWith(realRoot + sep) && !real.startsWith(root + sep)) {
      throw new LocationNotAllowedError(
        `${path} is outside the warehouse, so it is not read`,
        { location: path },
      );
    }
    if (real.split(sep).includes('..')) {
      throw new LocationNotAllowedError(
        `${path} is not a plain path, so it is not read`,
        { location: path },
      );
    }
  }
}
