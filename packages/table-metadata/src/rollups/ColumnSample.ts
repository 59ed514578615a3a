import { BytePairs, isAtMost } from './BytePairs';
import type { RollupColumn } from './ManifestRollup';

/** Pairs of bounds that are kept of one manifest and column: a power of two. */
const MAX_PAIRS = 2048;
/** Room for so many at first. */
const FEW = 128;

/**
 * Keeps pairs of bounds of one column: all while they are few, then every second, every fourth …
 */
export class ColumnSample {
  #files = 0;
  #stride = 1;
  #pairs = 0;
  #lower: Float64Array;
  #upper: Float64Array;
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

  /** Pairs that are not in order, and NaN, are nobody's help: they do not count. */
  keepNumbers(lower: number, upper: number): void {
    if (!(lower <= upper)) return;
    this.#files++;
    const place = this.#pairs++;
    if (place === this.#lower.length) {
      this.#lower = resized(this.#lower, place * 4);
      this.#upper = resized(this.#upper, place * 4);
    }
    this.#lower[place] = lower;
    this.#upper[place] = upper;
  }

  /** The bounds from `start` to `end` of these bytes. */
  keepBytes(
    lower: Uint8Array,
    lowerStart: number,
    lowerEnd: number,
    upper: Uint8Array,
    upperStart: number,
    upperEnd: number,
  ): void {
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
        }
      : { ...common, kind: 'bytes', ...this.#texts.toParts() };
  }

  /** Keeps every second pair, starting with the first. */
  #thin(): void {
    const kept = (this.#pairs + 1) >> 1;
    if (this.kind === 'number') {
      for (let place = 0; place < kept; place++) {
        this.#lower[place] = this.#lower[place * 2];
        this.#upper[place] = this.#upper[place * 2];
      }
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
