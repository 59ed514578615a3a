import type { ColumnClustering, TableSchema } from '../model';
import type { RollupColumn } from '../rollups/ManifestRollup';
import { flattenSchema } from '../schema';
import { PairSample } from './PairSample';

/**
 * Judges how much of the table a narrow filter on a column must open, from the bounds of its files: of all files while
 * they are few, then of every second, every fourth …
 */
export class ClusteringTally {
  readonly #columns: Array<{ fieldId: number; sample: PairSample }>;

  constructor(boundsOf: number[]) {
    this.#columns = boundsOf.map(fieldId => ({
      fieldId,
      sample: new PairSample(),
    }));
  }

  /** Memory that it takes, about, in bytes. */
  get sizeBytes(): number {
    return this.#columns.reduce((sum, { sample }) => sum + sample.sizeBytes, 0);
  }

  add(columns: RollupColumn[]): void {
    for (const column of columns) {
      const own = this.#columns.find(
        ({ fieldId }) => fieldId === column.fieldId,
      );
      own?.sample.add(column);
    }
  }

  /** @param schema - Names the columns. */
  summary(schema: TableSchema | undefined): ColumnClustering[] {
    const paths = new Map(
      (schema ? flattenSchema(schema) : []).map(({ id, path }) => [id, path]),
    );
    return this.#columns
      .filter(({ sample }) => sample.pairs > 0)
      .map(({ fieldId, sample: { filesPerPoint, files, pairs } }) => ({
        fieldId,
        column: paths.get(fieldId) ?? String(fieldId),
        filesPerPoint,
        filesWithBounds: files,
        ...(pairs < files ? { filesSampled: pairs } : {}),
      }));
  }
}
