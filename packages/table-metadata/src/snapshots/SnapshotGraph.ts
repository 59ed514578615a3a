import { SnapshotStore, storeOf } from '../metadata/packed';
import type { TableMetadata } from '../model';

/** Snapshots by their places in the metadata, with their parents: what walks need, without an object for each. */
export interface SnapshotGraph {
  readonly length: number;
  /** -1: not there. */
  find(id: string): number;
  idAt(place: number): string;
  /** As written, whether it is there or not. */
  parentIdAt(place: number): string | undefined;
  /** -1: none, or not there. */
  parentAt(place: number): number;
}

export function snapshotGraph({
  snapshots,
}: Pick<TableMetadata, 'snapshots'>): SnapshotGraph {
  const store = storeOf(snapshots);
  if (store instanceof SnapshotStore)
    return {
      length: store.length,
      find: id => store.find(id),
      idAt: place => store.idAt(place),
      parentIdAt: place => store.parentAt(place),
      parentAt: place => store.parentPlace(place),
    };
  const places = new Map<string, number>();
  for (const [place, { snapshotId }] of snapshots.entries())
    if (!places.has(snapshotId)) places.set(snapshotId, place);
  const find = (id: string | undefined): number =>
    id === undefined ? -1 : places.get(id) ?? -1;
  return {
    length: snapshots.length,
    find,
    idAt: place => snapshots[place].snapshotId,
    parentIdAt: place => snapshots[place].parentSnapshotId,
    parentAt: place => find(snapshots[place].parentSnapshotId),
  };
}
