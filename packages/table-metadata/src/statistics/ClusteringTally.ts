import type { ColumnClustering, TableSchema } from '../model';
import type { RollupColumn } from '../rollups/ManifestRollup';
import { flattenSchema } from '../schema';
import { filesPerPoint } from './filesPerPoint';

/** Pairs of bounds that are kept of a column: more would change the answer by little more than 1 %. */
const MAX_PAIRS = 4096;

/**
 * Judges how much of the table a narrow filter on a column must open, from the bounds of its files: of all files while
 * they are few, then of every second, every fourth …
 */
export class ClusteringTally {
  readonly #columns: Array<PairSample & { fieldId: number; path: string }>;

  constructor(schema: TableSchema | undefined, boundsOf: number[]) {
    const paths = new Map(
      (schema ? flattenSchema(schema) : []).map(({ id, path }) => [id, path]),
    );
    this.#columns = boundsOf.map(fieldId =>
      Object.assign(new PairSample(), {
        fieldId,
        path: paths.get(fieldId) ?? String(fieldId),
      }),
    );
  }

  add(columns: RollupColumn[]): void {
    for (const column of columns) {
      const own = this.#columns.find(
        ({ fieldId }) => fieldId === column.fieldId,
      );
      own?.add(column);
    }
  }

  summary(): ColumnClustering[] {
    return this.#columns
      .filter(({ lower }) => lower.length > 0)
      .map(({ fieldId, path, lower, upper, files }) => ({
        fieldId,
        column: path,
        filesPerPoint: filesPerPoint(lower, upper),
        filesWithBounds: files,
        ...(lower.length < files ? { filesSampled: lower.length } : {}),
      }));
  }
}

class PairSample {
  files = 0;
  lower: Array<number | string> = [];
  upper: Array<number | string> = [];
  #stride = 1;
  #turn = 0;

  add(column: RollupColumn): void {
    this.files += column.files;
    while (this.#stride < column.stride) this.#thin();
    const { lower, upper, stride } = column;
    let index = 0;
    while (index < lower.length) {
      // Counted on over all manifests: the first file of each would otherwise be taken always.
      const skipped = Math.max(
        0,
        Math.ceil((this.#stride - this.#turn) / stride) - 1,
      );
      if (index + skipped >= lower.length) {
        this.#turn += (lower.length - index) * stride;
        return;
      }
      index += skipped;
      this.#turn = 0;
      this.lower.push(lower[index]);
      this.upper.push(upper[index]);
      index++;
      if (this.lower.length > MAX_PAIRS) this.#thin();
    }
  }

  /** Keeps every second pair, starting with the first. */
  #thin(): void {
    this.#stride *= 2;
    const kept = (this.lower.length + 1) >> 1;
    for (let index = 0; index < kept; index++) {
      this.lower[index] = this.lower[index * 2];
      this.upper[index] = this.upper[index * 2];
    }
    this.lower.length = kept;
    this.upper.length = kept;
  }
}
