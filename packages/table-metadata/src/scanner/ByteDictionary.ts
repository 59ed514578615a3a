/**
 * Numbers byte strings in the order of their first appearance. Neighbouring entries mostly repeat each other, so the
 * last one is tried first; a hash is never trusted without comparing the bytes.
 */
export class ByteDictionary {
  #arena = new Uint8Array(256);
  #used = 0;
  #starts: number[] = [];
  #slots = new Int32Array(64).fill(-1);
  #last = -1;

  get size(): number {
    return this.#starts.length;
  }

  /** The number of the bytes from `start` to `end`. */
  indexOf(bytes: Uint8Array, start: number, end: number): number {
    if (this.#last >= 0 && this.#equals(this.#last, bytes, start, end))
      return this.#last;
    const mask = this.#slots.length - 1;
    let slot = hash(bytes, start, end) & mask;
    for (;;) {
      const index = this.#slots[slot];
      if (index < 0) break;
      if (this.#equals(index, bytes, start, end)) {
        this.#last = index;
        return index;
      }
      slot = (slot + 1) & mask;
    }
    this.#last = this.#append(bytes, start, end);
    this.#slots[slot] = this.#last;
    if (this.#starts.length * 2 > this.#slots.length) this.#grow();
    return this.#last;
  }

  /** The bytes of a number, as a view. */
  bytesOf(index: number): Uint8Array {
    return this.#arena.subarray(this.#starts[index], this.#endOf(index));
  }

  #endOf(index: number): number {
    return index + 1 < this.#starts.length
      ? this.#starts[index + 1]
      : this.#used;
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
    }
    for (let at = start, own = this.#used; at < end; at++, own++)
      this.#arena[own] = bytes[at];
    this.#starts.push(this.#used);
    this.#used += length;
    return this.#starts.length - 1;
  }

  #grow(): void {
    const slots = new Int32Array(this.#slots.length * 4).fill(-1);
    const mask = slots.length - 1;
    for (let index = 0; index < this.#starts.length; index++) {
      let slot =
        hash(this.#arena, this.#starts[index], this.#endOf(index)) & mask;
      while (slots[slot] >= 0) slot = (slot + 1) & mask;
      slots[slot] = index;
    }
    this.#slots = slots;
  }
}

/** FNV-1a, with the high bits brought down, for the mask keeps the low ones. */
function hash(bytes: Uint8Array, start: number, end: number): number {
  let value = 0x811c9dc5;
  for (let at = start; at < end; at++)
    value = Math.imul(value ^ bytes[at], 0x01000193);
  return value ^ (value >>> 15);
}
