import { SnapshotStore, storeOf } from '../metadata/packed';
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
  const find = snapshotFinder(metadata);
  const lineage = new Set<Snapshot>();
  const start = snapshotId ?? metadata.currentSnapshotId;
  let snapshot = start === undefined ? undefined : find(start);
  while (snapshot && !lineage.has(snapshot)) {
    lineage.add(snapshot);
    const parent: string | undefined = snapshot.parentSnapshotId;
    snapshot = parent === undefined ? undefined : find(parent);
  }
  return [...lineage];
}

function snapshotFinder({
  snapshots,
}: Pick<TableMetadata, 'snapshots'>): (id: string) => Snapshot | undefined {
  const store = storeOf(snapshots);
  // With an index of its own already.
  if (store instanceof SnapshotStore) return id => snapshots[store.find(id)];
  const byId = new Map(
    snapshots.map(snapshot => [snapshot.snapshotId, snapshot]),
  );
  return id => byId.get(id);
}
