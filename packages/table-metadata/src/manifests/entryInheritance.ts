import type { ManifestEntry, ManifestFile } from '../model';

/**
 * Fills in what entries take over from the manifest list: snapshot id, sequence numbers, first row ids.
 *
 * Only added entries inherit a sequence number, for an existing file has one of its own; but everything of a
 * manifest with sequence number 0, which format version 1 wrote, has 0.
 *
 * @returns A function to be applied to the entries in their order, which row ids depend on.
 * @see https://iceberg.apache.org/spec/#sequence-number-inheritance
 */
export function entryInheritance(
  manifest: ManifestFile,
): (entry: ManifestEntry) => ManifestEntry {
  let nextRowId = manifest.content === 'data' ? manifest.firstRowId : undefined;
  return entry => {
    if (entry.snapshotId === undefined)
      entry.snapshotId = manifest.addedSnapshotId;
    if (entry.status === 'added' || manifest.sequenceNumber === 0n) {
      entry.sequenceNumber ??= manifest.sequenceNumber;
      entry.fileSequenceNumber ??= manifest.sequenceNumber;
    }
    if (
      nextRowId !== undefined &&
      entry.status !== 'deleted' &&
      entry.file.firstRowId === undefined
    ) {
      entry.file.firstRowId = nextRowId;
      nextRowId += entry.file.recordCount;
    }
    return entry;
  };
}
