import type {
  ColumnStatisticsCoverage,
  FieldType,
  TableSchema,
} from '../model';
import { FieldIds } from '../rollups/FieldIds';
import type { ManifestRollup } from '../rollups/ManifestRollup';
import { flattenSchema, parsePrimitive } from '../schema';

const WITHOUT_BOUNDS = new Set(['variant', 'geometry', 'geography', 'unknown']);

/** Counts which files and columns have bounds. */
export class StatisticsCoverage {
  readonly #fieldsWithBounds = new FieldIds();
  #filesWithoutBounds = 0;

  add({ filesWithoutBounds, fieldsWithBounds }: ManifestRollup): void {
    this.#filesWithoutBounds += filesWithoutBounds;
    for (const id of fieldsWithBounds) this.#fieldsWithBounds.add(id);
  }

  /** @param schema - Its columns are looked at. */
  summary(schema: TableSchema | undefined): ColumnStatisticsCoverage {
    const columns = (schema?.fields ?? []).filter(({ type }) =>
      canHaveBounds(type),
    );
    const columnsWithBounds = columns.filter(column =>
      flattenSchema({ fields: [column] }).some(({ id }) =>
        this.#fieldsWithBounds.has(id),
      ),
    );
    return {
      filesWithoutBounds: this.#filesWithoutBounds,
      columnsWithBounds: columnsWithBounds.length,
      columns: columns.length,
    };
  }
}

/** Writers give bounds for primitives that are not inside a list or map. */
function canHaveBounds(type: FieldType): boolean {
  if (type.kind === 'primitive')
    return !WITHOUT_BOUNDS.has(
      parsePrimitive(type.name).base.replace(/\(.*/, ''),
    );
  return (
    type.kind === 'struct' &&
    type.fields.some(field => canHaveBounds(field.type))
  );
}
