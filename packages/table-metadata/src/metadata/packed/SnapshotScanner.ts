import { LongColumn } from './LongColumn';
import {
  digitsEnd,
  isNull,
  plainEnd,
  sharedLength,
  NONE,
  skipSpace,
  startsWith,
  textEnd,
  viewOf,
} from './plainJson';
import type { SlotName, SnapshotShape } from './SnapshotShape';
import { SlotRanges } from './SlotWriter';
import type { SnapshotStore } from './SnapshotStore';

/** What the value of a key is. */
const Kind = {
  Id: 0,
  Parent: 1,
  Time: 2,
  Summary: 3,
  /** A slot; those above have none of their own. Decimal digits within 64 bits. */
  Digits: 4,
  /** A slot of a whole number that a `number` holds. */
  Small: 5,
  /** A slot of ASCII. */
  Text: 6,
  /** Anything else: left to the exact parser. */
  Other: 7,
} as const;
type KindOfValue = (typeof Kind)[keyof typeof Kind];

const KINDS: ReadonlyMap<string, KindOfValue> = new Map<string, KindOfValue>([
  ['snapshot-id', Kind.Id],
  ['parent-snapshot-id', Kind.Parent],
  ['timestamp-ms', Kind.Time],
  ['sequence-number', Kind.Digits],
  ['first-row-id', Kind.Digits],
  ['added-rows', Kind.Digits],
  ['schema-id', Kind.Small],
  ['manifest-list', Kind.Text],
  ['key-id', Kind.Text],
  ['summary', Kind.Summary],
]);

/** A key at a place as the snapshot before had it: all up to its value. */
interface ExpectedKey {
  literal: DataView;
  length: number;
  isInSummary: boolean;
  kind: KindOfValue;
  name: SlotName;
}

/** More keys go through the exact parser. */
const MAX_KEYS = 256;

/**
 * Takes snapshots from the bytes of a metadata file into a store, without making objects of them. It knows what nearly all
 * snapshots look like: ASCII without escapes, ids as plain numbers, keys in the order of the snapshot before. Whatever is
 * different is left to the exact parser, so that this one has no rules of its own: a test compares the two.
 */
export class SnapshotScanner {
  readonly #store: SnapshotStore;
  readonly #keys: ExpectedKey[] = [];
  /** Keys that the snapshot before had. */
  #keyCount = 0;
  /** Keys of this one so far. */
  #key = 0;
  #slots = new SlotRanges();
  #before: SlotRanges | undefined;
  #bytes: Buffer = Buffer.alloc(0);
  #view: DataView = viewOf(this.#bytes);
  /** Shape that the expected keys make; none when one of them is new. */
  #shape: SnapshotShape | undefined;

  constructor(store: SnapshotStore) {
    this.#store = store;
  }

  /** @returns The position after the snapshot, or -1 when it isn't plain or not whole. */
  scan(bytes: Buffer, start: number): number {
    if (bytes[start] !== 0x7b) return NONE;
    const slots = this.#slots;
    slots.bytes = bytes;
    slots.count = 0;
    slots.isPlain = true;
    if (bytes !== this.#bytes) {
      this.#bytes = bytes;
      this.#view = viewOf(bytes);
    }
    this.#before = this.#store.plainBefore;
    this.#key = 0;
    let idHigh = NaN;
    let idLow = 0;
    let parentHigh = NaN;
    let parentLow = 0;
    let time = NaN;
    /** Kinds that came, as bits: those that make no slot, whose repetition the shape would not show. */
    let seen = 0;
    let position = skipSpace(bytes, start + 1);
    for (;;) {
      const index = this.#key;
      position = this.#takeKey(bytes, position, false);
      if (position < 0) return NONE;
      const { kind } = this.#keys[index];
      if (kind <= Kind.Summary) {
        if (seen & (1 << kind)) return NONE;
        seen |= 1 << kind;
      }
      if (kind === Kind.Text) {
        const end = this.#takeText(bytes, position);
        if (end < 0) return NONE;
        position = end + 1;
      } else if (kind === Kind.Summary) {
        position = this.#takeSummary(bytes, position);
        if (position < 0) return NONE;
      } else if (kind === Kind.Parent && isNull(bytes, position)) {
        position += 4;
      } else if (kind === Kind.Other) {
        return NONE;
      } else {
        const end = digitsEnd(bytes, position);
        const high = LongColumn.highOf(bytes, position, end);
        if (Number.isNaN(high)) return NONE;
        const low = LongColumn.lowOf(bytes, position, end);
        if (kind === Kind.Id) {
          idHigh = high;
          idLow = low;
        } else if (kind === Kind.Parent) {
          parentHigh = high;
          parentLow = low;
        } else if (kind === Kind.Time) {
          time = LongColumn.safe(high, low);
          if (!Number.isSafeInteger(time)) return NONE;
        } else {
          if (kind === Kind.Small && end - position > 15) return NONE;
          slots.push(position, end, 0);
        }
        position = end;
      }
      position = skipSpace(bytes, position);
      if (bytes[position] === 0x7d) break;
      if (bytes[position] !== 0x2c) return NONE;
      position = skipSpace(bytes, position + 1);
    }
    if (Number.isNaN(idHigh) || Number.isNaN(time)) return NONE;
    const shape = this.#resolveShape();
    if (!shape || shape.isAmbiguous || this.#store.has(idHigh, idLow))
      return NONE;
    this.#slots = this.#store.append(
      { idHigh, idLow, parentHigh, parentLow, time, shape: shape.id },
      slots,
    );
    return position + 1;
  }

  /** Entries of texts; numbers and whatever else are rare. */
  #takeSummary(bytes: Buffer, start: number): number {
    if (bytes[start] !== 0x7b) return NONE;
    let position = skipSpace(bytes, start + 1);
    if (bytes[position] === 0x7d) return position + 1;
    for (;;) {
      position = this.#takeKey(bytes, position, true);
      if (position < 0) return NONE;
      const end = this.#takeText(bytes, position);
      if (end < 0) return NONE;
      position = skipSpace(bytes, end + 1);
      if (bytes[position] === 0x7d) return position + 1;
      if (bytes[position] !== 0x2c) return NONE;
      position = skipSpace(bytes, position + 1);
    }
  }

  /**
   * A slot of text. What is the same as in the slot before is compared, and needn't be looked at for quotes.
   * @returns The position of the closing quote.
   */
  #takeText(bytes: Buffer, quote: number): number {
    if (bytes[quote] !== 0x22) return NONE;
    const slots = this.#slots;
    const before = this.#before;
    const slot = slots.count;
    const start = quote + 1;
    let position = start;
    if (before !== undefined && slot < before.count) {
      const from = before.starts[slot];
      position += sharedLength(
        this.#view,
        start,
        before.view,
        from,
        Math.min(bytes.length - start, before.ends[slot] - from),
      );
    }
    const end = plainEnd(bytes, position);
    if (end < 0) return NONE;
    slots.push(start, end, position - start);
    return end;
  }

  /** @returns The position of the value. */
  #takeKey(bytes: Buffer, start: number, isInSummary: boolean): number {
    const expected = this.#keys[this.#key];
    if (
      expected !== undefined &&
      expected.isInSummary === isInSummary &&
      startsWith(this.#view, start, expected.literal)
    ) {
      this.#key++;
      return start + expected.length;
    }
    const end = textEnd(bytes, start);
    if (end < 0 || this.#key >= MAX_KEYS) return NONE;
    const colon = skipSpace(bytes, end + 1);
    if (bytes[colon] !== 0x3a) return NONE;
    const value = skipSpace(bytes, colon + 1);
    const name = bytes.toString('latin1', start + 1, end);
    this.#keys[this.#key++] = newKey(
      name,
      Buffer.from(bytes.subarray(start, value)),
      isInSummary,
    );
    this.#shape = undefined;
    return value;
  }

  #resolveShape(): SnapshotShape | undefined {
    if (this.#shape === undefined || this.#key !== this.#keyCount) {
      this.#keyCount = this.#key;
      this.#shape = this.#store.shapeOf(
        this.#keys
          .slice(0, this.#key)
          .filter(({ kind }) => kind > Kind.Summary)
          .map(({ name }) => name),
      );
    }
    return this.#shape;
  }
}

function newKey(
  name: string,
  bytes: Buffer,
  isInSummary: boolean,
): ExpectedKey {
  const kind = isInSummary ? Kind.Text : KINDS.get(name) ?? Kind.Other;
  const slot = isInSummary && name !== 'operation' ? `=${name}` : name;
  return {
    literal: viewOf(bytes),
    length: bytes.length,
    isInSummary,
    kind,
    name: slot as SlotName,
  };
}
