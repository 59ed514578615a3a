import type { ManifestFile, ReadWarning, Snapshot } from '../model';
import { compareSummary } from '../statistics/compareSummary';

/** Compares what a manifest list says of its manifests with the totals of its snapshot; nothing where it says no counts. */
export function compareListed(
  snapshot: Snapshot,
  manifests: readonly ManifestFile[],
): { warning?: ReadWarning; isMissingFiles: boolean } {
  const files = { data: 0, deletes: 0 };
  for (const { content, addedFilesCount, existingFilesCount } of manifests) {
    if (addedFilesCount === undefined || existingFilesCount === undefined)
      return { isMissingFiles: false };
    files[content] += addedFilesCount + existingFilesCount;
  }
  return compareSummary(snapshot, {
    dataFiles: files.data,
    // Of which kind they are, only the manifests say.
    positionDeleteFiles: files.deletes,
    equalityDeleteFiles: 0,
    deletionVectors: 0,
  });
}
