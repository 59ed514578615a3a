import type { EmbeddedLakehouse } from '@lakehouse-portal/embedded';
import type {
  RemoveOrphanFilesUnit,
  UnitOutcome,
} from '@lakehouse-portal/maintenance';

/** Removes those of the approved files that are orphans still, old enough, and in the table's own folder. */
export async function removeEmbeddedOrphans(
  lakehouse: EmbeddedLakehouse,
  table: { namespace: string; name: string },
  unit: RemoveOrphanFilesUnit,
): Promise<UnitOutcome> {
  const locations = unit.files.map(file => file.location);
  const result = await lakehouse.removeOrphanFiles(table, {
    olderThanMs: unit.olderThanMs,
    allowYoung: unit.allowYoung,
    locations,
  });
  const spared = locations.length - result.orphans.length;
  const warnings = [
    ...(result.failedFiles.length > 0
      ? [
          `${result.failedFiles.length} files could not be removed, the first because: ${result.failedFiles[0].reason}`,
        ]
      : []),
    ...(spared > 0
      ? [
          `${spared} of the ${locations.length} approved files stay or were gone already: something refers to them, they were changed lately, or they are not in the table's folder.`,
        ]
      : []),
  ];
  return {
    deletedFiles: result.orphans.length - result.failedFiles.length,
    freedBytes: String(result.sizeBytes),
    ...(warnings.length > 0 && { warnings }),
  };
}
