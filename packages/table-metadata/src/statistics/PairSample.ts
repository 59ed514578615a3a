import type { RollupColumn } from '../rollups/ManifestRollup';
import { orderedText } from '../values/orderedText';
import { type Bound, filesPerSortedPoint, sortBounds } from './filesPerPoint';
import { mergeSorted } from './mergeSorted';

interface SortedPairs {
  /** So many pairs, from the first, are among them. */
  pairs: number;
  lower: ArrayLike<Bound>;
  upper: ArrayLike<Bound>;
  filesPerPoint: number;
}

/** Pairs of bounds that are kept of a column. */
const MAX_PAIRS = 4096;

/**
 * Pairs of bounds of one column over many manifests: of all files while they are few, then of every second, every
 * fourth …
 */
export class PairSample {
  /** Files with bounds, before any were left out. */
  files = 0;
  /** Pairs that are kept. */
  pairs = 0;
  #stride = 1;
  #turn = 0;
  #numbers: { lower: Float64Array; upper: Float64Array } | undefined;
  /** Of numbers, what rounding took away: once that was something. */
  #rests: { lower: Int16Array; upper: Int16Array } | undefined;
  #texts: { lower: string[]; upper: string[] } | undefined;
  /** Of the first pairs: where a few have come since, they are put in place. */
  #sorted: SortedPairs | undefined;

  /** Of the pairs that are kept, of which there must be some. */
  get filesPerPoint(): number {
    const known = this.#sorted;
    if (known?.pairs === this.pairs) return known.filesPerPoint;
    const from = known?.pairs ?? 0;
    const added = {
      lower: sortBounds(this.#boundsFrom(from, 'lower')),
      upper: sortBounds(this.#boundsFrom(from, 'upper')),
    };
    const sorted = known
      ? {
          lower: mergeSorted(known.lower, added.lower),
          upper: mergeSorted(known.upper, added.upper),
        }
      : added;
    const share = filesPerSortedPoint(sorted.lower, sorted.upper);
    this.#sorted = { ...sorted, pairs: this.pairs, filesPerPoint: share };
    return share;
  }

  /** Memory that it takes, about, in bytes. */
  get sizeBytes(): number {
    if (this.#numbers) return MAX_PAIRS * (this.#rests ? 100 : 32);
    return 64 + this.pairs * 120;
  }

  add(column: RollupColumn): void {
    // A column is of one kind in all rollups of a scope: numbers and texts could not be compared.
    if (column.kind === 'number' ? this.#texts : this.#numbers) return;
    this.files += column.files;
    while (this.#stride < column.stride) this.#thin();
    const { stride } = column;
    const length = pairsIn(column);
    let index = 0;
    while (index < length) {
      // Counted on over all manifests: the first file of each would otherwise be taken always.
      const skipped = Math.max(
        0,
        Math.ceil((this.#stride - this.#turn) / stride) - 1,
      );
      if (index + skipped >= length) {
        this.#turn += (length - index) * stride;
        return;
      }
      index += skipped;
      this.#turn = 0;
      this.#keep(column, index);
      index++;
      if (this.pairs > MAX_PAIRS) this.#thin();
    }
  }

  #keep(column: RollupColumn, index: number): void {
    if (column.kind === 'number') {
      this.#numbers ??= {
        lower: new Float64Array(MAX_PAIRS + 1),
        upper: new Float64Array(MAX_PAIRS + 1),
      };
      this.#numbers.lower[this.pairs] = column.lower[index];
      this.#numbers.upper[this.pairs] = column.upper[index];
      if (this.#rests || column.rests) this.#keepRests(column.rests, index);
    } else {
      const { lower, upper } = this.#text();
      const { bytes, ends } = column;
      const middle = ends[index * 2];
      lower.push(
        orderedText(bytes, index > 0 ? ends[index * 2 - 1] : 0, middle),
      );
      upper.push(orderedText(bytes, middle, ends[index * 2 + 1]));
    }
    this.pairs++;
  }

  #keepRests(
    rests: { lower: Int16Array; upper: Int16Array } | undefined,
    index: number,
  ): void {
    if (!this.#rests) {
      this.#rests = {
        lower: new Int16Array(MAX_PAIRS + 1),
        upper: new Int16Array(MAX_PAIRS + 1),
      };
      // Was of doubles, which are not compared with the whole numbers from now on.
      this.#sorted = undefined;
    }
    this.#rests.lower[this.pairs] = rests?.lower[index] ?? 0;
    this.#rests.upper[this.pairs] = rests?.upper[index] ?? 0;
  }

  /** Of the pairs from this place. */
  #boundsFrom(from: number, side: 'lower' | 'upper'): Float64Array | Bound[] {
    if (!this.#numbers) return this.#text()[side].slice(from);
    const numbers = this.#numbers[side].subarray(from, this.pairs);
    const rests = this.#rests?.[side];
    return rests
      ? Array.from(
          numbers,
          (number, index) => BigInt(number) + BigInt(rests[from + index]),
        )
      : numbers;
  }

  /** Keeps every second pair, starting with the first. */
  #thin(): void {
    this.#stride *= 2;
    this.#sorted = undefined;
    const kept = (this.pairs + 1) >> 1;
    for (const numbers of [this.#numbers, this.#rests]) {
      if (!numbers) continue;
      const { lower, upper } = numbers;
      for (let index = 0; index < kept; index++) {
        lower[index] = lower[index * 2];
        upper[index] = upper[index * 2];
      }
    }
    if (this.#texts) {
      const { lower, upper } = this.#texts;
      for (let index = 0; index < kept; index++) {
        lower[index] = lower[index * 2];
        upper[index] = upper[index * 2];
      }
      lower.length = kept;
      upper.length = kept;
    }
    this.pairs = kept;
  }

  #text(): { lower: string[]; upper: string[] } {
    this.#texts ??= { lower: [], upper: [] };
    return this.#texts;
  }
}

function pairsIn(column: RollupColumn): number {
  return column.kind === 'number'
    ? column.lower.length
    : column.ends.length / 2;
}
