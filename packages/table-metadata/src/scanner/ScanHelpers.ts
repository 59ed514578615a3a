import { MAX_FIELD_IDS } from '../rollups/FieldIds';
import type { BoundColumn } from './BoundColumn';
import { ByteDictionary } from './ByteDictionary';
import type { EntryBatch } from './EntryBatch';
import { NotOrdinaryError } from './NotOrdinaryError';
import { NumberSkipper } from './NumberSkipper';
import { pathHash } from './pathHash';

/** Field ids below this are looked up in an array. */
const SMALL_IDS = 4096;
/** Larger than any place of a column. */
const UNSEEN = 0x80;
/** More columns than that have no room beside {@link UNSEEN}. */
export const MAX_SCANNED_COLUMNS = UNSEEN - 1;
/** The status of an entry whose file is no longer there. */
const DELETED = 2;

/**
 * What compiled scanners call for the rarer steps, and the dictionaries that they fill: one for each manifest.
 */
export class ScanHelpers {
  /** Where the last value that a helper read ends. */
  end = 0;
  readonly numbers = new NumberSkipper();
  readonly snapshots = new ByteDictionary();
  readonly partitions = new ByteDictionary();
  readonly fileFormats = new ByteDictionary();
  /** Ids of fields that live files have bounds of, small ones: 1. */
  readonly seen = new Uint8Array(SMALL_IDS);
  readonly seenLarge = new Set<number>();
  /** By small field id: place in `columns`, plus one; and {@link UNSEEN}, until a live file has bounds of it. */
  readonly wanted = new Uint8Array(SMALL_IDS).fill(UNSEEN);
  readonly #wantedLarge = new Map<number, number>();
  readonly #columns: BoundColumn[];
  readonly #hash = new Uint32Array(2);

  constructor(columns: BoundColumn[]) {
    this.#columns = columns;
    for (const [index, { fieldId }] of columns.entries()) {
      if (fieldId >= 0 && fieldId < SMALL_IDS)
        this.wanted[fieldId] = (index + 1) | UNSEEN;
      else this.#wantedLarge.set(fieldId, index + 1);
    }
  }

  /** From now on, positions are those in this block. */
  open(block: Uint8Array): void {
    this.numbers.open(block);
    const view = new DataView(block.buffer, block.byteOffset, block.byteLength);
    this.snapshots.open(view);
    this.partitions.open(view);
    this.fileFormats.open(view);
  }

  /** Leaves the manifest to the exact reader. */
  bad(): never {
    throw new NotOrdinaryError();
  }

  /** A number of any length at `at`; its end is in {@link ScanHelpers.end}. */
  long(bytes: Uint8Array, at: number): number {
    let position = at;
    let value = 0;
    let factor = 1;
    for (let count = 0; count < 8; count++) {
      const byte = bytes[position++];
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) {
        const decoded = value % 2 === 0 ? value / 2 : -(value + 1) / 2;
        // The encoded number is twice the value: beyond 2^53 it has been rounded.
        if (value > Number.MAX_SAFE_INTEGER) return this.bad();
        this.end = position;
        return decoded;
      }
      factor *= 128;
    }
    return this.bad();
  }

  /** As {@link ScanHelpers.long}, for a type of 32 bits. */
  int(bytes: Uint8Array, at: number): number {
    const value = this.long(bytes, at);
    return this.end - at <= 5 && value === (value | 0) ? value : this.bad();
  }

  /** The place (plus one) of a small field id that no live file had bounds of before; 0 when it is not wanted. */
  firstSeen(id: number, status: number): number {
    if (status !== DELETED) {
      this.seen[id] = 1;
      this.wanted[id] &= ~UNSEEN;
    }
    return this.wanted[id] & ~UNSEEN;
  }

  /** As {@link ScanHelpers.firstSeen}, of a field id that is not small. */
  largeId(id: number, status: number): number {
    if (!Number.isInteger(id) || id < 0) this.bad();
    if (status !== DELETED) this.seenLarge.add(id);
    if (this.seenLarge.size > MAX_FIELD_IDS) this.bad();
    return this.#wantedLarge.get(id) ?? 0;
  }

  bound(
    batch: EntryBatch,
    column: number,
    side: 'lower' | 'upper',
    row: number,
    bytes: Buffer,
    at: number,
    length: number,
  ): void {
    const reader = this.#columns[column];
    const bounds = batch.bounds[column];
    if (reader.kind === 'number' && bounds.kind === 'number')
      bounds[side][row] = reader.read(bytes, at, length);
    else if (bounds.kind === 'bytes') {
      bounds[side][row] = at;
      bounds[side === 'lower' ? 'lowerEnd' : 'upperEnd'][row] = at + length;
    }
  }

  path(
    batch: EntryBatch,
    row: number,
    bytes: Buffer,
    at: number,
    end: number,
  ): void {
    if (!pathHash(bytes, at, end, this.#hash)) {
      // Elsewhere paths are text, in which bytes that are not UTF-8 have been replaced.
      const text = Buffer.from(bytes.toString('utf8', at, end), 'utf8');
      pathHash(text, 0, text.length, this.#hash);
    }
    batch.pathHashLow[row] = this.#hash[0];
    batch.pathHashHigh[row] = this.#hash[1];
  }
}
