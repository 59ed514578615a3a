import type { TableMetadata } from '../../model';
import { lazyArray } from './lazyArray';
import { LongColumn } from './LongColumn';
import { digitsEnd, NONE, skipSpace, startsWith, viewOf } from './plainJson';

type LogEntry = TableMetadata['snapshotLog'][number];

const TIME = viewOf(Buffer.from('"timestamp-ms"'));
const ID = viewOf(Buffer.from('"snapshot-id"'));

/** Bytes of an entry that belong to a number. */
interface Digits {
  start: number;
  end: number;
}

/** The snapshot log in columns: 24 bytes for an entry. */
export class SnapshotLogStore {
  readonly #ids = new LongColumn();
  readonly #times = new LongColumn();
  readonly #first: Digits = { start: 0, end: 0 };
  readonly #second: Digits = { start: 0, end: 0 };

  #bytes: Buffer = Buffer.alloc(0);
  #view: DataView = viewOf(this.#bytes);

  get length(): number {
    return this.#ids.length;
  }

  add(entry: LogEntry): void {
    const id = LongColumn.parts(entry.snapshotId);
    const time = LongColumn.parts(String(entry.timestampMs));
    this.#ids.push(id.high, id.low);
    this.#times.push(time.high, time.low);
  }

  /**
   * Takes an entry from the bytes: the two keys with plain numbers.
   * @returns The position after it, or -1.
   */
  scan(bytes: Buffer, start: number): number {
    if (bytes[start] !== 0x7b) return NONE;
    if (bytes !== this.#bytes) {
      this.#bytes = bytes;
      this.#view = viewOf(bytes);
    }
    const view = this.#view;
    const key = skipSpace(bytes, start + 1);
    const isTimeFirst = startsWith(view, key, TIME);
    const [one, other] = isTimeFirst ? [TIME, ID] : [ID, TIME];
    const comma = take(bytes, view, key, one, this.#first);
    if (bytes[comma] !== 0x2c) return NONE;
    const end = take(
      bytes,
      view,
      skipSpace(bytes, comma + 1),
      other,
      this.#second,
    );
    if (bytes[end] !== 0x7d) return NONE;
    const id = isTimeFirst ? this.#second : this.#first;
    const time = isTimeFirst ? this.#first : this.#second;
    const idHigh = LongColumn.highOf(bytes, id.start, id.end);
    const timeHigh = LongColumn.highOf(bytes, time.start, time.end);
    const timeLow = LongColumn.lowOf(bytes, time.start, time.end);
    if (
      Number.isNaN(idHigh) ||
      !Number.isSafeInteger(LongColumn.safe(timeHigh, timeLow))
    )
      return NONE;
    this.#ids.push(idHigh, LongColumn.lowOf(bytes, id.start, id.end));
    this.#times.push(timeHigh, timeLow);
    return end + 1;
  }

  toArray(): LogEntry[] {
    return lazyArray(this.length, place => this.#entryAt(place), {
      keep: false,
    });
  }

  #entryAt(place: number): LogEntry {
    return {
      timestampMs: Number(this.#times.textAt(place)),
      snapshotId: this.#ids.textAt(place) as string,
    };
  }
}

/** @returns The position of what follows the number, or -1. */
function take(
  bytes: Buffer,
  view: DataView,
  start: number,
  key: DataView,
  digits: Digits,
): number {
  if (!startsWith(view, start, key)) return NONE;
  const colon = skipSpace(bytes, start + key.byteLength);
  if (bytes[colon] !== 0x3a) return NONE;
  digits.start = skipSpace(bytes, colon + 1);
  digits.end = digitsEnd(bytes, digits.start);
  return skipSpace(bytes, digits.end);
}
