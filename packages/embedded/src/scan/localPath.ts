import { UnsupportedLocationError } from './errors';

/**
 * The absolute path behind a location as table metadata writes it: `/x`, `file:/x` and
 * `file:///x` name the same file. Nothing is percent-decoded: Iceberg writes locations
 * as they are on the disk.
 *
 * @throws UnsupportedLocationError for another scheme or a relative path.
 */
export function localPath(location: string): string {
  const path = location.replace(/^file:(?:\/\/(?=\/))?/i, '');
  if (!/^\/(?!\/)|^[a-z]:[\\/]/i.test(path) || path.includes('\0')) {
    throw new UnsupportedLocationError(location);
  }
  return path;
}
