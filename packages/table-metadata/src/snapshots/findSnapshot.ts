import { SnapshotStore, storeOf } from '../metadata/packed';
import type { Snapshot, TableMetadata } from '../model';

/**
 * The snapshot with an id, without going through all of them where there are very many.
 *
 * @param snapshotId - As decimal string.
 * @public
 */
export function findSnapshot(
  metadata: Pick<TableMetadata, 'snapshots'>,
  snapshotId: string,
): Snapshot | undefined {
  const { snapshots } = metadata;
  const store = storeOf(snapshots);
  if (store instanceof SnapshotStore) {
    const place = store.find(snapshotId);
    return place < 0 ? undefined : snapshots[place];
  }
  return snapshots.find(snapshot => snapshot.snapshotId === snapshotId);
}
