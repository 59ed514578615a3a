import { BytePairs, isAtMost } from './BytePairs';
import type { RollupColumn } from './ManifestRollup';

/** Pairs of bounds that are kept of one manifest and column: a power of two. */
const MAX_PAIRS = 2048;
/** Room for so many at first. */
const FEW = 128;

type OrderedBytes = (
  bytes: Uint8Array,
  start: number,
  end: number,
) => Uint8Array;

/** Whether a pair is in order, by what rounding took away where that alone tells. NaN, which stands for none, is in no order. */
export function isInOrder(
  lower: number,
  upper: number,
  lowerRest: number,
  upperRest: number,
): boolean {
  return lower < upper || (lower === upper && lowerRest <= upperRest);
}

/**
 * Keeps pairs of bounds of one column: all while they are few, then every second, every fourth …
 */
export class ColumnSample {
  #files = 0;
  #stride = 1;
  #pairs = 0;
  #lower: Float64Array;
  #upper: Float64Array;
  /** Only once a number has been rounded, which few columns have. */
  #rests: { lower: Int16Array; upper: Int16Array } | undefined;
  readonly #texts = new BytePairs();

  constructor(
    readonly fieldId: number,
    readonly kind: 'number' | 'bytes',
    readonly maxPairs = MAX_PAIRS,
  ) {
    const room = kind === 'number' ? FEW : 0;
    this.#lower = new Float64Array(room);
    this.#upper = new Float64Array(room);
  }

  /**
   * Whether the next pair is to be kept: `keepNumbers` or `keepBytes` has to follow, by the column's kind. If not, it is
   * counted, and need not even be read.
   */
  wantsNext(): boolean {
    if ((this.#files & (this.#stride - 1)) === 0) {
      if (this.#pairs < this.maxPairs) return true;
      this.#thin();
      if ((this.#files & (this.#stride - 1)) === 0) return true;
    }
    this.#files++;
    return false;
  }

  /**
   * Pairs that are not in order, and NaN, are nobody's help: they do not count.
   *
   * @param lowerRest - What rounding took away from `lower`; `upperRest` likewise.
   */
  keepNumbers(
    lower: number,
    upper: number,
    lowerRest: number,
    upperRest: number,
  ): void {
    if (!isInOrder(lower, upper, lowerRest, upperRest)) return;
    this.#files++;
    const place = this.#pairs++;
    if (place === this.#lower.length) {
      this.#lower = resized(this.#lower, place * 4);
      this.#upper = resized(this.#upper, place * 4);
    }
    this.#lower[place] = lower;
    this.#upper[place] = upper;
    if (this.#rests || lowerRest !== 0 || upperRest !== 0)
      this.#keepRests(place, lowerRest, upperRest);
  }

  /**
   * The bounds from `start` to `end` of these bytes.
   *
   * @param toOrdered - See `BoundColumn`.
   */
  keepBytes(
    lower: Uint8Array,
    lowerStart: number,
    lowerEnd: number,
    upper: Uint8Array,
    upperStart: number,
    upperEnd: number,
    toOrdered?: OrderedBytes,
  ): void {
    if (toOrdered) {
      const first = toOrdered(lower, lowerStart, lowerEnd);
      const last = toOrdered(upper, upperStart, upperEnd);
      this.keepBytes(first, 0, first.length, last, 0, last.length);
      return;
    }
    if (!isAtMost(lower, lowerStart, lowerEnd, upper, upperStart, upperEnd))
      return;
    this.#files++;
    this.#pairs++;
    this.#texts.push(lower, lowerStart, lowerEnd, upper, upperStart, upperEnd);
  }

  toColumn(): RollupColumn {
    const { fieldId } = this;
    const common = { fieldId, stride: this.#stride, files: this.#files };
    return this.kind === 'number'
      ? {
          ...common,
          kind: 'number',
          lower: this.#lower.slice(0, this.#pairs),
          upper: this.#upper.slice(0, this.#pairs),
          ...(this.#rests && {
            rests: {
              lower: this.#rests.lower.slice(0, this.#pairs),
              upper: this.#rests.upper.slice(0, this.#pairs),
            },
          }),
        }
      : { ...common, kind: 'bytes', ...this.#texts.toParts() };
  }

  #keepRests(place: number, lower: number, upper: number): void {
    this.#rests ??= {
      lower: new Int16Array(this.maxPairs),
      upper: new Int16Array(this.maxPairs),
    };
    this.#rests.lower[place] = lower;
    this.#rests.upper[place] = upper;
  }

  /** Keeps every second pair, starting with the first. */
  #thin(): void {
    const kept = (this.#pairs + 1) >> 1;
    if (this.kind === 'number') {
      for (let place = 0; place < kept; place++) {
        this.#lower[place] = this.#lower[place * 2];
        this.#upper[place] = this.#upper[place * 2];
      }
      if (this.#rests)
        for (const rests of [this.#rests.lower, this.#rests.upper])
          for (let place = 0; place < kept; place++)
            rests[place] = rests[place * 2];
    } else this.#texts.thin();
    this.#pairs = kept;
    this.#stride *= 2;
  }
}

function resized(numbers: Float64Array, length: number): Float64Array {
  const result = new Float64Array(length);
  result.set(numbers);
  return result;
}
