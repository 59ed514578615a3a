const HALF = 2 ** 48;
const LARGE = 2 ** 52;

/**
 * Sums of non-negative 64-bit numbers, by index, exactly: a double holds the low part, and a second one what exceeds it.
 * The second is only there once it is needed, which is never in a sound table.
 */
export class ExactSums {
  #low: Float64Array;
  #high: Float64Array | undefined;

  constructor(length = 0) {
    this.#low = new Float64Array(length);
  }

  /** From what {@link ExactSums.toParts} gave. */
  static fromParts(parts: ExactSumsParts): ExactSums {
    const sums = new ExactSums();
    sums.#low = parts.low;
    sums.#high = parts.high;
    return sums;
  }

  get length(): number {
    return this.#low.length;
  }

  /** Makes room; new sums are 0. */
  resize(length: number): void {
    this.#low = resized(this.#low, length);
    if (this.#high) this.#high = resized(this.#high, length);
  }

  add(index: number, value: number): void {
    const sum = this.#low[index] + value;
    if (value < LARGE && sum < LARGE) this.#low[index] = sum;
    else this.#set(index, this.get(index) + BigInt(value));
  }

  addBig(index: number, value: bigint): void {
    if (value < LARGE) this.add(index, Number(value));
    else this.#set(index, this.get(index) + value);
  }

  /** Adds sum `from` of another set. */
  addFrom(index: number, other: ExactSums, from: number): void {
    if (other.#high === undefined) this.add(index, other.#low[from]);
    else this.addBig(index, other.get(from));
  }

  /** As a double: rounded beyond 2^53, for comparisons. */
  approximate(index: number): number {
    return this.#low[index] + (this.#high?.[index] ?? 0) * HALF;
  }

  get(index: number): bigint {
    const low = BigInt(this.#low[index]);
    return this.#high === undefined
      ? low
      : low + (BigInt(this.#high[index]) << 48n);
  }

  /** Moves a sum to another place. */
  move(from: number, to: number): void {
    this.#low[to] = this.#low[from];
    if (this.#high) this.#high[to] = this.#high[from];
  }

  clear(index: number): void {
    this.#low[index] = 0;
    if (this.#high) this.#high[index] = 0;
  }

  toParts(): ExactSumsParts {
    return this.#high === undefined
      ? { low: this.#low }
      : { low: this.#low, high: this.#high };
  }

  #set(index: number, total: bigint): void {
    this.#high ??= new Float64Array(this.#low.length);
    this.#low[index] = Number(total & 0xffff_ffff_ffffn);
    this.#high[index] = Number(total >> 48n);
  }
}

/** {@link ExactSums} as plain data. */
export interface ExactSumsParts {
  low: Float64Array;
  high?: Float64Array;
}

function resized(array: Float64Array, length: number): Float64Array {
  const result = new Float64Array(length);
  result.set(array.subarray(0, Math.min(array.length, length)));
  return result;
}
