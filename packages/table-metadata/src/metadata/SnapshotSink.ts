import type { JsonValue } from '../json';
import type { JsonElementSink } from '../json/JsonMemberStream';
import type { ReadWarning, Snapshot, TableMetadata } from '../model';
import { JsonFields } from './JsonFields';
import {
  lazyArray,
  SnapshotLogStore,
  SnapshotScanner,
  SnapshotStore,
} from './packed';
import { readSnapshotLogEntry } from './parseLogs';
import { readSnapshot } from './readSnapshot';
import type { SnapshotSet } from './SnapshotSet';
import { WarningList } from '../model/WarningList';

/** Beyond so many, snapshots and log entries stay packed, and are unpacked one by one as they are asked for. */
export const MAX_PLAIN_SNAPSHOTS = 10_000;

/** Takes the elements of `snapshots`. */
export class SnapshotSink implements JsonElementSink {
  readonly warnings = new WarningList();
  readonly #store: SnapshotStore;
  readonly #scanner: SnapshotScanner;

  constructor(location: string) {
    this.#store = new SnapshotStore(location);
    this.#scanner = new SnapshotScanner(this.#store);
  }

  scan(bytes: Buffer, start: number): number {
    return this.#scanner.scan(bytes, start);
  }

  release(): void {
    this.#store.release();
  }

  add(element: JsonValue, index: number): void {
    const found: ReadWarning[] = [];
    const path = `snapshots[${index}]`;
    const snapshot = withFields(element, path, found, fields =>
      readSnapshot({ fields, path }, found, id => this.#store.find(id) >= 0),
    );
    if (snapshot) this.#store.add(snapshot);
    this.warnings.add(found);
  }

  /** All are there. */
  finish(): SnapshotSet {
    const store = this.#store;
    store.finish();
    return {
      length: store.length,
      find: id => (id === undefined ? -1 : store.find(id)),
      idAt: place => store.idAt(place),
      parentPlace: place => store.parentPlace(place),
      toArray: formatVersion => {
        store.hasSequenceNumbers = formatVersion > 1;
        return toArray(store);
      },
    };
  }
}

/** Takes the elements of `snapshot-log`. */
export class SnapshotLogSink implements JsonElementSink {
  readonly warnings = new WarningList();
  readonly #store = new SnapshotLogStore();

  scan(bytes: Buffer, start: number): number {
    return this.#store.scan(bytes, start);
  }

  add(element: JsonValue, index: number): void {
    const found: ReadWarning[] = [];
    const entry = withFields(
      element,
      `snapshot-log[${index}]`,
      found,
      readSnapshotLogEntry,
    );
    if (entry) this.#store.add(entry);
    this.warnings.add(found);
  }

  finish(): TableMetadata['snapshotLog'] {
    const list = this.#store.toArray();
    return list.length > MAX_PLAIN_SNAPSHOTS ? list : [...list];
  }
}

function toArray(store: SnapshotStore): Snapshot[] {
  if (store.length > MAX_PLAIN_SNAPSHOTS)
    return lazyArray(store.length, place => store.snapshotAt(place), {
      keep: true,
      store,
    });
  return Array.from({ length: store.length }, (_snapshot, place) => ({
    ...store.snapshotAt(place),
  }));
}

/** As {@link JsonFields.objects} does with the elements of a list. */
function withFields<T>(
  element: JsonValue,
  path: string,
  warnings: ReadWarning[],
  read: (fields: JsonFields) => T | undefined,
): T | undefined {
  if (JsonFields.isObject(element))
    return read(new JsonFields(element, path, warnings));
  warnings.push(JsonFields.malformed(path, 'an object'));
  return undefined;
}
