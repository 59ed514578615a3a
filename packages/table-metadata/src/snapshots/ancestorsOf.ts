import type { Snapshot, TableMetadata } from '../model';

/**
 * A snapshot and its ancestors, newest first, as far as they are kept: the walk ends at a parent that has expired,
 * and at a snapshot that was already visited, should the metadata be damaged so that it is its own ancestor.
 *
 * @param snapshotId - As decimal string; default: the current snapshot. An unknown one gives an empty list.
 * @public
 */
export function ancestorsOf(
  metadata: Pick<TableMetadata, 'snapshots' | 'currentSnapshotId'>,
  snapshotId?: string,
): Snapshot[] {
  const byId = new Map(
    metadata.snapshots.map(snapshot => [snapshot.snapshotId, snapshot]),
  );
  const lineage = new Map<string, Snapshot>();
  let id = snapshotId ?? metadata.currentSnapshotId;
  while (id !== undefined && !lineage.has(id)) {
    const snapshot = byId.get(id);
    if (!snapshot) break;
    lineage.set(id, snapshot);
    id = snapshot.parentSnapshotId;
  }
  return [...lineage.values()];
}
