import type { ReadWarning } from '../model';
import type { RoaringBitmap } from './parseRoaring';
import { containerHas, rangesOf } from './RoaringContainer';

/**
 * Which rows of one data file are deleted.
 * @see https://iceberg.apache.org/spec/#deletion-vectors
 * @public
 */
export class DeletionVector {
  /** The data file, where the manifest says so (it has to). */
  readonly referencedDataFile?: string;
  /** What contradicts the manifest. */
  readonly warnings: ReadWarning[];
  readonly #bitmap: RoaringBitmap;

  constructor(
    bitmap: RoaringBitmap,
    source: { referencedDataFile?: string; warnings: ReadWarning[] },
  ) {
    this.#bitmap = bitmap;
    this.referencedDataFile = source.referencedDataFile;
    this.warnings = source.warnings;
  }

  /** Number of deleted rows. */
  get cardinality(): number {
    return this.#bitmap.cardinality;
  }

  /** Whether the row at this position (from 0) is deleted. */
  has(position: number): boolean {
    const { containers } = this.#bitmap;
    let from = 0;
    let to = containers.length;
    while (from < to) {
      const middle = (from + to) >>> 1;
      if (containers[middle].base <= position) from = middle + 1;
      else to = middle;
    }
    if (from === 0) return false;
    const container = containers[from - 1];
    const low = position - container.base;
    return Number.isInteger(low) && low < 65536 && containerHas(container, low);
  }

  /** Positions of deleted rows, from 0, in order. They are decoded as they are taken: any number takes no memory. */
  *positions(): Generator<number> {
    for (const [first, last] of this.ranges())
      for (let position = first; position <= last; position++) yield position;
  }

  /** Deleted rows as ranges of positions, both ends included, in order. Ranges of two containers are not joined. */
  *ranges(): Generator<[first: number, last: number]> {
    for (const container of this.#bitmap.containers) yield* rangesOf(container);
  }
}
