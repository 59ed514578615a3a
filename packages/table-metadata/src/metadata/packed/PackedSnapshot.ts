import type { Snapshot } from '../../model';
import type { SnapshotStore } from './SnapshotStore';

/**
 * A snapshot that is read out of its store when it is asked for. Its properties are its own and enumerable, as those of any
 * object: it can be spread, compared and written as JSON.
 */
export class PackedSnapshot implements Snapshot {
  readonly #store: SnapshotStore;
  readonly #place: number;
  declare readonly snapshotId: string;
  declare readonly parentSnapshotId?: string;
  declare readonly sequenceNumber?: string;
  declare readonly timestampMs: number;
  declare readonly operation?: string;
  declare readonly summary: Record<string, string>;
  declare readonly manifestList?: string;
  declare readonly manifests?: string[];
  declare readonly schemaId?: number;
  declare readonly firstRowId?: string;
  declare readonly addedRows?: string;
  declare readonly keyId?: string;

  constructor(store: SnapshotStore, place: number) {
    this.#store = store;
    this.#place = place;
    Object.defineProperties(this, PROPERTIES);
  }

  static store(snapshot: PackedSnapshot): SnapshotStore {
    return snapshot.#store;
  }

  static place(snapshot: PackedSnapshot): number {
    return snapshot.#place;
  }
}

const READERS: {
  [Key in keyof Required<Snapshot>]: (
    store: SnapshotStore,
    place: number,
  ) => Snapshot[Key];
} = {
  snapshotId: (store, place) => store.idAt(place),
  parentSnapshotId: (store, place) => store.parentAt(place),
  sequenceNumber: (store, place) => store.fieldsAt(place).sequenceNumber,
  timestampMs: (store, place) => store.timeAt(place),
  operation: (store, place) => store.fieldsAt(place).operation,
  summary: (store, place) => store.fieldsAt(place).summary,
  manifestList: (store, place) => store.fieldsAt(place).manifestList,
  manifests: (store, place) => store.fieldsAt(place).manifests,
  schemaId: (store, place) => store.fieldsAt(place).schemaId,
  firstRowId: (store, place) => store.fieldsAt(place).firstRowId,
  addedRows: (store, place) => store.fieldsAt(place).addedRows,
  keyId: (store, place) => store.fieldsAt(place).keyId,
};

const PROPERTIES: PropertyDescriptorMap = Object.fromEntries(
  Object.entries(READERS).map(([key, read]) => [
    key,
    {
      enumerable: true,
      get(this: PackedSnapshot) {
        return read(PackedSnapshot.store(this), PackedSnapshot.place(this));
      },
    },
  ]),
);
