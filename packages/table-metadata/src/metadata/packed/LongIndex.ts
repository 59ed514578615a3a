import { randomInt } from 'node:crypto';
import type { LongColumn } from './LongColumn';

/**
 * Finds the place of a value in a {@link LongColumn} of distinct values. The hash is seeded, so that no file can be made whose
 * ids all fall together.
 */
export class LongIndex {
  readonly #column: LongColumn;
  readonly #seed = randomInt(2 ** 32 - 1);
  /** Pairs of a hash, so that other values are seldom looked at, and of a place + 1; 0: free. */
  #table = new Int32Array(512);
  #count = 0;

  constructor(column: LongColumn) {
    this.#column = column;
  }

  /** The place of the value, or -1. */
  find(high: number, low: number): number {
    const table = this.#table;
    const mask = table.length - 2;
    const hash = this.#hash(high, low);
    for (let at = (hash << 1) & mask; ; at = (at + 2) & mask) {
      const place = table[at + 1] - 1;
      if (place < 0) return -1;
      if (
        table[at] === hash &&
        this.#column.low(place) === low &&
        this.#column.high(place) === high
      )
        return place;
    }
  }

  /** Adds the value that is at `place` in the column and was not found before. */
  add(place: number): void {
    // At most three quarters are full.
    if ((this.#count + 1) * 8 > this.#table.length * 3) this.#grow();
    this.#count++;
    this.#insert(
      this.#hash(this.#column.high(place), this.#column.low(place)),
      place,
    );
  }

  #insert(hash: number, place: number): void {
    const table = this.#table;
    const mask = table.length - 2;
    let at = (hash << 1) & mask;
    while (table[at + 1] !== 0) at = (at + 2) & mask;
    table[at] = hash;
    table[at + 1] = place + 1;
  }

  #grow(): void {
    const old = this.#table;
    this.#table = new Int32Array(old.length * 2);
    for (let at = 0; at < old.length; at += 2)
      if (old[at + 1] > 0) this.#insert(old[at], old[at + 1] - 1);
  }

  /** The finalizer of MurmurHash3, twice. */
  #hash(high: number, low: number): number {
    // The bits of `high` below 2^32; `|` cuts off those above.
    let hash = mix(low ^ this.#seed);
    hash = mix(hash ^ (high | 0));
    return hash;
  }
}

function mix(value: number): number {
  let hash = value;
  hash ^= hash >>> 16;
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
