/** A number of more bytes is none of 64 bits. */
const MAX_NUMBER_BYTES = 10;
/** The bit that says that a number goes on, in each of four bytes. */
const GOES_ON = 0x80808080;

/**
 * Moves behind numbers of variable length without decoding them: four bytes at a time, in which it counts the ends of
 * numbers. Byte by byte, a processor guesses wrong at every second number where each one ends.
 */
export class NumberSkipper {
  #bytes: Uint8Array = new Uint8Array(0);
  #view: DataView = new DataView(new ArrayBuffer(0));

  /** From now on, positions are those in these bytes. */
  open(bytes: Uint8Array): void {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /**
   * Where `count` numbers that start at `at` end: behind the last of the bytes where these end first.
   *
   * @returns -1 when one of them has more than ten bytes.
   */
  skip(at: number, count: number): number {
    const bytes = this.#bytes;
    const view = this.#view;
    const lastWord = view.byteLength - 4;
    let position = at;
    let left = count;
    // As below, twice: half of the steps.
    while (left >= 8 && position <= lastWord - 4) {
      const first = ~view.getInt32(position, true) & GOES_ON;
      const second = ~view.getInt32(position + 4, true) & GOES_ON;
      if (first === 0 || second === 0) break;
      left -= Math.imul((first >>> 7) + (second >>> 7), 0x01010101) >>> 24;
      position += 8;
    }
    // With four numbers or more to go, none of the next four bytes can belong to what follows the last number.
    while (left >= 4 && position <= lastWord) {
      const ends = ~view.getInt32(position, true) & GOES_ON;
      if (ends !== 0) {
        left -= Math.imul(ends >>> 7, 0x01010101) >>> 24;
        position += 4;
        continue;
      }
      let end = position + 4;
      while (bytes[end++] > 127);
      if (end - position > MAX_NUMBER_BYTES - 3)
        return this.#skipOneByOne(at, count);
      left--;
      position = end;
    }
    for (; left > 0; left--) {
      const start = position;
      while (bytes[position++] > 127);
      // Up to three bytes of it may lie before: too long is only what is too long from its start.
      if (position - start > MAX_NUMBER_BYTES - 3)
        return this.#skipOneByOne(at, count);
    }
    return position;
  }

  #skipOneByOne(at: number, count: number): number {
    const bytes = this.#bytes;
    let position = at;
    for (let left = count; left > 0; left--) {
      const start = position;
      while (bytes[position++] > 127);
      if (position - start > MAX_NUMBER_BYTES) return -1;
    }
    return position;
  }
}
