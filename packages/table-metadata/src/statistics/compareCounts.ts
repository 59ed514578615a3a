import type { ManifestFile, ReadWarning } from '../model';
import type { ManifestRollup } from '../rollups/ManifestRollup';

/**
 * Compares what a manifest holds with what the manifest list says of it: a manifest that is sound in itself may still
 * be another one than was committed.
 *
 * @returns A warning if they differ, and whether live files are missing.
 */
export function compareCounts(
  { entries: found }: Pick<ManifestRollup, 'entries'>,
  manifest: ManifestFile,
): { warning?: ReadWarning; isMissingFiles: boolean } {
  const {
    addedFilesCount: added,
    existingFilesCount: existing,
    deletedFilesCount: deleted,
  } = manifest;
  // Old writers give no counts.
  if (added === undefined || existing === undefined || deleted === undefined)
    return { isMissingFiles: false };
  if (
    found.added === added &&
    found.existing === existing &&
    found.deleted === deleted
  )
    return { isMissingFiles: false };
  return {
    isMissingFiles: found.added + found.existing < added + existing,
    warning: {
      code: 'manifest-counts-differ',
      message: `The manifest list says that a manifest has ${describe({
        added,
        existing,
        deleted,
      })}, but it has ${describe(found)}; what the manifest has is counted`,
      location: manifest.manifestPath,
    },
  };
}

function describe(counts: ManifestRollup['entries']): string {
  return `${counts.added} added, ${counts.existing} existing and ${counts.deleted} deleted files`;
}
