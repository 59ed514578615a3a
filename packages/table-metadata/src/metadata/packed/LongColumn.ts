import { NumberColumn, PART, PART_BITS, PART_MASK } from './NumberColumn';

const BILLION = 1_000_000_000;
const MAX_HIGH = 9_223_372_036;
const MAX_LOW = 854_775_807;

/**
 * A column of 64-bit integers without an object for each: a value is `high * 10^9 + low`, so that decimal digits go in and
 * out without `BigInt`. Negative ones have `-1 - high` (`low` stays positive); an absent one has NaN.
 */
export class LongColumn {
  readonly #highs = new NumberColumn();
  readonly #lows: Uint32Array[] = [];

  get length(): number {
    return this.#highs.length;
  }

  push(high: number, low: number): void {
    const { length } = this.#highs;
    this.#highs.push(high);
    if ((length & PART_MASK) === 0) this.#lows.push(new Uint32Array(PART));
    this.#lows[length >> PART_BITS][length & PART_MASK] = low;
  }

  high(index: number): number {
    return this.#highs.at(index);
  }

  low(index: number): number {
    return this.#lows[index >> PART_BITS][index & PART_MASK];
  }

  /** Decimal, as {@link JsonFields.id} gives it. */
  textAt(index: number): string | undefined {
    const high = this.high(index);
    if (Number.isNaN(high)) return undefined;
    const low = this.low(index);
    if (high === 0) return String(low);
    if (high > 0) return high + String(low).padStart(9, '0');
    const magnitude = -1 - high;
    return magnitude === 0
      ? `-${low}`
      : `-${magnitude}${String(low).padStart(9, '0')}`;
  }

  /** The parts of an integer in canonical decimal form; `undefined`: absent. */
  static parts(text: string | undefined): { high: number; low: number } {
    if (text === undefined) return { high: NaN, low: 0 };
    const isNegative = text.startsWith('-');
    const digits = isNegative ? text.slice(1) : text;
    const high = Number(digits.slice(0, -9));
    const low = Number(digits.slice(-9));
    return { high: isNegative ? -1 - high : high, low };
  }

  /**
   * The `high` of digits, for {@link LongColumn.push}; NaN when they are no canonical positive integer of 64 bits.
   * `low` is {@link LongColumn.lowOf}.
   */
  static highOf(bytes: Uint8Array, start: number, end: number): number {
    const count = end - start;
    if (count > 19 || count < 1 || (bytes[start] === 0x30 && count > 1))
      return NaN;
    let high = 0;
    for (let position = start; position < end - 9; position++)
      high = high * 10 + bytes[position] - 0x30;
    if (high < MAX_HIGH) return high;
    return high > MAX_HIGH || LongColumn.lowOf(bytes, start, end) > MAX_LOW
      ? NaN
      : high;
  }

  static lowOf(bytes: Uint8Array, start: number, end: number): number {
    let low = 0;
    for (let position = Math.max(start, end - 9); position < end; position++)
      low = low * 10 + bytes[position] - 0x30;
    return low;
  }

  /** `high` and `low` as one safe number, for times. */
  static safe(high: number, low: number): number {
    return high * BILLION + low;
  }
}
