import type { ContentFile } from '../model';

/** Field id of `file_path` in position delete files (spec: reserved field ids). */
export const DELETE_FILE_PATH_ID = 2_147_483_546;

/**
 * The only data file that position deletes apply to, if it is said: by name, or by bounds of their column `file_path`
 * that are equal.
 */
export function referencedDataFile(file: ContentFile): string | undefined {
  if (file.content !== 'position-deletes') return undefined;
  if (file.referencedDataFile !== undefined) return file.referencedDataFile;
  const lower = file.lowerBounds?.get(DELETE_FILE_PATH_ID);
  const upper = file.upperBounds?.get(DELETE_FILE_PATH_ID);
  if (!lower || !upper || Buffer.compare(lower, upper) !== 0) return undefined;
  return Buffer.from(lower.buffer, lower.byteOffset, lower.byteLength).toString(
    'utf8',
  );
}
