import type { ContentFile } from '../model';

/**
 * Whether a delete file is a deletion vector (format version 3): position deletes of one data file in a Puffin file.
 * @public
 */
export function isDeletionVector(
  file: Pick<ContentFile, 'content' | 'fileFormat'>,
): boolean {
  return file.content === 'position-deletes' && file.fileFormat === 'puffin';
}
