/** Room for so many bytes, and pairs, at first. */
const FEW_BYTES = 1024;
const FEW_PAIRS = 64;

/** Pairs of byte strings as plain data. */
export interface BytePairsParts {
  /** Of all pairs, one after the other: the lower bound, then the upper. */
  bytes: Uint8Array;
  /** Where each of these ends: two for each pair. */
  ends: Uint32Array;
}

/**
 * Pairs of lower and upper bounds as they were written. Text is not made of them: of the many that are read, few are
 * ever compared with others, and those can be compared as they are.
 */
export class BytePairs {
  length = 0;
  #bytes = new Uint8Array(FEW_BYTES);
  #ends = new Uint32Array(FEW_PAIRS * 2);
  #used = 0;

  push(
    lower: Uint8Array,
    lowerStart: number,
    lowerEnd: number,
    upper: Uint8Array,
    upperStart: number,
    upperEnd: number,
  ): void {
    const needed =
      this.#used + (lowerEnd - lowerStart) + (upperEnd - upperStart);
    if (needed > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(needed, this.#bytes.length * 4));
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    if (this.length * 2 === this.#ends.length) {
      const larger = new Uint32Array(this.#ends.length * 4);
      larger.set(this.#ends);
      this.#ends = larger;
    }
    const bytes = this.#bytes;
    let used = this.#used;
    for (let at = lowerStart; at < lowerEnd; at++) bytes[used++] = lower[at];
    this.#ends[this.length * 2] = used;
    for (let at = upperStart; at < upperEnd; at++) bytes[used++] = upper[at];
    this.#ends[this.length * 2 + 1] = used;
    this.#used = used;
    this.length++;
  }

  /** Keeps every second pair, starting with the first. */
  thin(): void {
    const bytes = this.#bytes;
    const ends = this.#ends;
    const kept = (this.length + 1) >> 1;
    let used = 0;
    let start = 0;
    for (let place = 0; place < kept; place++) {
      const [middle, end] = [ends[place * 4], ends[place * 4 + 1]];
      bytes.copyWithin(used, start, end);
      ends[place * 2] = used + (middle - start);
      used += end - start;
      // Where the pair after the one that is left out starts.
      start = ends[place * 4 + 3];
      ends[place * 2 + 1] = used;
    }
    this.length = kept;
    this.#used = used;
  }

  toParts(): BytePairsParts {
    return {
      bytes: this.#bytes.slice(0, this.#used),
      ends: this.#ends.slice(0, this.length * 2),
    };
  }
}

/**
 * Whether one byte string is at most another, byte by byte, without sign: the order of Iceberg's strings and UUIDs.
 */
export function isAtMost(
  lower: Uint8Array,
  lowerStart: number,
  lowerEnd: number,
  upper: Uint8Array,
  upperStart: number,
  upperEnd: number,
): boolean {
  let at = lowerStart;
  let other = upperStart;
  for (; at < lowerEnd && other < upperEnd; at++, other++)
    if (lower[at] !== upper[other]) return lower[at] < upper[other];
  return lowerEnd - lowerStart <= upperEnd - upperStart;
}
