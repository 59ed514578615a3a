import type { ManifestFile } from '../model';

/** Writers aim at manifests of 8 MB, which have some ten thousand entries; a million was seen. */
const MAX_DATA_ENTRIES = 5_000_000;
/** What a delete file applies to is kept of each, so that it can be attributed. */
const MAX_DELETE_ENTRIES = 1_000_000;

/** A manifest of more entries is refused: it was made to take up memory. */
export function maxEntriesOf({
  content,
}: Pick<ManifestFile, 'content'>): number {
  return content === 'deletes' ? MAX_DELETE_ENTRIES : MAX_DATA_ENTRIES;
}
