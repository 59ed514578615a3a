import type { ColumnClustering, TableSchema } from '../model';
import type { RollupColumn } from '../rollups/ManifestRollup';
import { flattenSchema } from '../schema';
import { filesPerPoint } from './filesPerPoint';

/** Pairs of bounds that are kept of a column: more would change the answer by less than 1 %. */
const MAX_PAIRS = 8192;

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
    const { lower, upper } = column;
    for (let index = 0; index < lower.length; index++) {
      // Counted on over all manifests: the first file of each would otherwise be taken always.
      this.#turn += column.stride;
      if (this.#turn < this.#stride) continue;
      this.#turn = 0;
      this.lower.push(lower[index]);
      this.upper.push(upper[index]);
      if (this.lower.length > MAX_PAIRS) this.#thin();
    }
  }

  #thin(): void {
    this.#stride *= 2;
    this.lower = this.lower.filter((_bound, index) => index % 2 === 0);
    this.upper = this.upper.filter((_bound, index) => index % 2 === 0);
  }
}
