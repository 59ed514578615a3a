import type { RollupColumn } from './ManifestRollup';

/** Pairs of bounds that are kept of one manifest and column: a power of two. */
const MAX_PAIRS = 2048;

/**
 * Keeps pairs of bounds of one column: all while they are few, then every second, every fourth …
 */
export class ColumnSample {
  #files = 0;
  #stride = 1;
  #lower: Array<number | string> = [];
  #upper: Array<number | string> = [];

  constructor(
    readonly fieldId: number,
    readonly kind: 'number' | 'string',
    readonly maxPairs = MAX_PAIRS,
  ) {}

  /** Takes a pair; one that is not in order is nobody's help. */
  add(lower: number | string, upper: number | string): void {
    if (lower <= upper && this.wantsNext()) this.keep(lower, upper);
  }

  /**
   * Whether the next pair is to be kept; if so, {@link ColumnSample.keep} has to follow. If not, it is counted: it need
   * not even be read.
   */
  wantsNext(): boolean {
    if ((this.#files & (this.#stride - 1)) === 0) {
      if (this.#lower.length < this.maxPairs) return true;
      this.#lower = everySecond(this.#lower);
      this.#upper = everySecond(this.#upper);
      this.#stride *= 2;
      if ((this.#files & (this.#stride - 1)) === 0) return true;
    }
    this.#files++;
    return false;
  }

  keep(lower: number | string, upper: number | string): void {
    if (!(lower <= upper)) return;
    this.#files++;
    this.#lower.push(lower);
    this.#upper.push(upper);
  }

  toColumn(): RollupColumn {
    const { fieldId } = this;
    const common = { fieldId, stride: this.#stride, files: this.#files };
    return this.kind === 'number'
      ? {
          ...common,
          kind: 'number',
          lower: Float64Array.from(this.#lower as number[]),
          upper: Float64Array.from(this.#upper as number[]),
        }
      : {
          ...common,
          kind: 'string',
          lower: this.#lower as string[],
          upper: this.#upper as string[],
        };
  }
}

/** Every second item, starting with the first. */
export function everySecond<T>(items: T[]): T[] {
  const kept: T[] = [];
  for (let index = 0; index < items.length; index += 2) kept.push(items[index]);
  return kept;
}
