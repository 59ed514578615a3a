import type { ColumnClustering, TableSchema } from '../model';
import type { RollupColumn } from '../rollups/ManifestRollup';
import { flattenSchema } from '../schema';
import { filesPerPoint } from './filesPerPoint';
import { PairSample } from './PairSample';

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
      .filter(({ pairs }) => pairs > 0)
      .map(({ fieldId, path, lower, upper, files, pairs }) => ({
        fieldId,
        column: path,
        filesPerPoint: filesPerPoint(lower, upper),
        filesWithBounds: files,
        ...(pairs < files ? { filesSampled: pairs } : {}),
      }));
  }
}
