import type { TableMetadata } from '@lakehouse-portal/table-metadata';

/**
 * What it means that a table has no current snapshot. `empty`: nothing was written to it. `damaged`: its current snapshot,
 * or all of them, can't be read. `unnamed`: it has snapshots, of other branches or staged ones, and none is current.
 * Undefined: it has one.
 */
export function stateWithoutCurrent(
  metadata: Pick<TableMetadata, 'currentSnapshotId' | 'snapshots' | 'warnings'>,
): 'empty' | 'damaged' | 'unnamed' | undefined {
  const { currentSnapshotId, snapshots, warnings } = metadata;
  if (currentSnapshotId !== undefined) {
    return undefined;
  }
  if (
    warnings.some(
      ({ code }) =>
        code === 'snapshot-unreadable' || code === 'current-snapshot-missing',
    )
  ) {
    return 'damaged';
  }
  return snapshots.length > 0 ? 'unnamed' : 'empty';
}
