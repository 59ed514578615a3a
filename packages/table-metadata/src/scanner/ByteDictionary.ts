import { randomInt } from 'node:crypto';

/**
 * Numbers byte strings in the order of their first appearance. Neighbouring entries mostly repeat each other, so the
 * last one is tried first; a hash is never trusted without comparing the bytes.
 */
export class ByteDictionary {
  #arena = new Uint8Array(256);
  #arenaView = new DataView(this.#arena.buffer);
  #used = 0;
  /** Where each starts; the next one's start is its end. */
  #starts = new Uint32Array(64);
  #size = 0;
  #slots = new Int32Array(64).fill(-1);
  #last = -1;
  #lastLength = 0;
  /** Of the last one: its first and its last four bytes, and those between. */
  #lastHead = 0;
  #lastTail = 0;
  #lastMiddle = 0;
  #view: DataView = new DataView(new ArrayBuffer(0));

  get size(): number {
    return this.#size;
  }

  /** From now on, the bytes are these. */
  open(view: DataView): void {
    this.#view = view;
  }

  /** The number of the bytes from `start` to `end`. */
  indexOf(bytes: Uint8Array, start: number, end: number): number {
    if (end - start === this.#lastLength && this.#isLast(bytes, start, end))
      return this.#last;
    const mask = this.#slots.length - 1;
    let slot = hash(bytes, start, end) & mask;
    for (;;) {
      const index = this.#slots[slot];
      if (index < 0) break;
      if (this.#equals(index, bytes, start, end)) return this.#remember(index);
      slot = (slot + 1) & mask;
    }
    const added = this.#append(bytes, start, end);
    this.#slots[slot] = added;
    if (this.#size * 2 > this.#slots.length) this.#grow();
    return this.#remember(added);
  }

  /** The bytes of a number, as a view. */
  bytesOf(index: number): Uint8Array {
    return this.#arena.subarray(this.#starts[index], this.#endOf(index));
  }

  #endOf(index: number): number {
    return this.#starts[index + 1];
  }

  #remember(index: number): number {
    const start = this.#starts[index];
    const length = this.#endOf(index) - start;
    this.#last = index;
    this.#lastLength = length;
    if (length < 4) return index;
    this.#lastHead = this.#arenaView.getInt32(start, true);
    this.#lastTail = this.#arenaView.getInt32(start + length - 4, true);
    this.#lastMiddle = start + 4;
    return index;
  }

  /** Of bytes as long as the last one. */
  #isLast(bytes: Uint8Array, start: number, end: number): boolean {
    if (this.#last < 0) return false;
    if (end - start < 4) return this.#equals(this.#last, bytes, start, end);
    const view = this.#view;
    // Damaged entries may end behind the block.
    if (
      end > view.byteLength ||
      view.getInt32(end - 4, true) !== this.#lastTail ||
      view.getInt32(start, true) !== this.#lastHead
    )
      return false;
    const arena = this.#arena;
    let own = this.#lastMiddle;
    for (let at = start + 4; at < end - 4; at++)
      if (bytes[at] !== arena[own++]) return false;
    return true;
  }

  #equals(
    index: number,
    bytes: Uint8Array,
    start: number,
    end: number,
  ): boolean {
    const from = this.#starts[index];
    if (this.#endOf(index) - from !== end - start) return false;
    const arena = this.#arena;
    for (let at = start, own = from; at < end; at++, own++)
      if (bytes[at] !== arena[own]) return false;
    return true;
  }

  #append(bytes: Uint8Array, start: number, end: number): number {
    const length = end - start;
    if (this.#used + length > this.#arena.length) {
      const larger = new Uint8Array(
        Math.max(this.#arena.length * 2, this.#used + length),
      );
      larger.set(this.#arena.subarray(0, this.#used));
      this.#arena = larger;
      this.#arenaView = new DataView(larger.buffer);
    }
    for (let at = start, own = this.#used; at < end; at++, own++)
      this.#arena[own] = bytes[at];
    this.#used += length;
    if (this.#size + 1 === this.#starts.length) {
      const more = new Uint32Array(this.#starts.length * 2);
      more.set(this.#starts);
      this.#starts = more;
    }
    this.#starts[this.#size + 1] = this.#used;
    return this.#size++;
  }

  #grow(): void {
    const slots = new Int32Array(this.#slots.length * 4).fill(-1);
    const mask = slots.length - 1;
    for (let index = 0; index < this.#size; index++) {
      let slot =
        hash(this.#arena, this.#starts[index], this.#endOf(index)) & mask;
      while (slots[slot] >= 0) slot = (slot + 1) & mask;
      slots[slot] = index;
    }
    this.#slots = slots;
  }
}

/** Another one in each process, so that no file can be made whose values all fall together. */
const SEED = randomInt(2 ** 32 - 1) | 0;
/** Odd, so that nothing is lost; neither small nor with few bits, so that all bits of the bytes reach all bits above them. */
const MULTIPLIER = (randomInt(2 ** 29) << 3) | 0x41000005;

/** As FNV-1a, but for what only this process knows; with the high bits brought down, for the mask keeps the low ones. */
function hash(bytes: Uint8Array, start: number, end: number): number {
  let value = SEED;
  for (let at = start; at < end; at++)
    value = Math.imul(value ^ bytes[at], MULTIPLIER);
  return value ^ (value >>> 15);
}
