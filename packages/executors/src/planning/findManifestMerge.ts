import type { TableMetadata } from '@lakehouse-portal/table-metadata';

const NO_FILES = ['added-data-files', 'deleted-data-files'];

/**
 * The snapshot that a merge of manifests made since a table was as before: Trino does not put its query into the summary of
 * this one.
 *
 * @param before - The snapshot that was current then; undefined for none.
 * @returns Its id. Undefined where there is none, or there are several: another one merges manifests of the table, too.
 */
export function findManifestMerge(
  metadata: TableMetadata,
  before: string | undefined,
): string | undefined {
  const merges: string[] = [];
  const byId = new Map(metadata.snapshots.map(one => [one.snapshotId, one]));
  let current = byId.get(metadata.currentSnapshotId ?? '');
  while (current) {
    const { snapshotId, operation, summary, parentSnapshotId } = current;
    // Each is looked at once: a circle of parents ends.
    byId.delete(snapshotId);
    current = byId.get(parentSnapshotId ?? '');
    if (snapshotId === before) {
      return merges.length === 1 ? merges[0] : undefined;
    }
    if (
      operation === 'replace' &&
      Number(summary['manifests-replaced'] ?? 0) > 0 &&
      NO_FILES.every(key => Number(summary[key] ?? 0) === 0)
    ) {
      merges.push(snapshotId);
    }
  }
  // What was current is no ancestor any more: somebody rolled the table back.
  return undefined;
}
