import { randomInt } from 'node:crypto';
import type { LongColumn } from './LongColumn';

/**
 * Finds the place of a value in a {@link LongColumn} of distinct values. The hash is seeded, so that no file can be made whose
 * ids all fall together.
 */
export class LongIndex {
  readonly #column: LongColumn;
  readonly #seed = randomInt(2 ** 32 - 1);
  /** Place + 1; 0: free. */
  #table = new Int32Array(256);
  #count = 0;

  constructor(column: LongColumn) {
    this.#column = column;
  }

  /** The place of the value, or -1. */
  find(high: number, low: number): number {
    const mask = this.#table.length - 1;
    for (let at = this.#hash(high, low) & mask; ; at = (at + 1) & mask) {
      const place = this.#table[at] - 1;
      if (place < 0) return -1;
      if (this.#column.low(place) === low && this.#column.high(place) === high)
        return place;
    }
  }

  /** Adds the value that is at `place` in the column and was not found before. */
  add(place: number): void {
    if ((this.#count + 1) * 2 > this.#table.length) this.#grow();
    this.#count++;
    this.#insert(place);
  }

  #insert(place: number): void {
    const mask = this.#table.length - 1;
    let at =
      this.#hash(this.#column.high(place), this.#column.low(place)) & mask;
    while (this.#table[at] !== 0) at = (at + 1) & mask;
    this.#table[at] = place + 1;
  }

  #grow(): void {
    const places = this.#table;
    this.#table = new Int32Array(places.length * 2);
    for (const place of places) if (place > 0) this.#insert(place - 1);
  }

  /** The finalizer of MurmurHash3, twice. */
  #hash(high: number, low: number): number {
    let hash = mix(low ^ this.#seed);
    hash = mix(hash ^ (high % 4_294_967_296 | 0) ^ (high < 0 ? this.#seed : 0));
    return hash >>> 0;
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
