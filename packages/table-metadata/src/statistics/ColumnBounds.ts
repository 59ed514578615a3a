import type {
  ColumnClustering,
  ContentFile,
  TableMetadata,
  TableSchema,
} from '../model';
import { type FlatField, flattenSchema, parsePrimitive } from '../schema';
import { type BoundReader, boundReader } from './boundReader';
import { filesPerPoint } from './filesPerPoint';

/** Columns whose bounds are collected: two numbers for each file and column. */
const MAX_COLUMNS = 5;
/** Columns that are looked at when the table names none to sort or partition by. */
const MAX_GUESSED_COLUMNS = 2;
const GUESSED_TYPES = new Set([
  'long',
  'timestamp',
  'timestamptz',
  'timestamp_ns',
  'timestamptz_ns',
  'date',
]);

interface Column {
  field: FlatField;
  read: BoundReader;
  lower: Array<number | string>;
  upper: Array<number | string>;
}

/**
 * Collects the bounds of a few columns, and judges how much of the table a narrow filter on one of them must open.
 */
export class ColumnBounds {
  readonly #columns: Column[];

  constructor(metadata: TableMetadata, schema: TableSchema | undefined) {
    this.#columns = (schema ? chooseColumns(metadata, schema) : []).map(
      field => ({ field, read: boundReader(field.type), lower: [], upper: [] }),
    );
  }

  /** Columns that are looked at. */
  get fieldIds(): number[] {
    return this.#columns.map(({ field }) => field.id);
  }

  add(file: ContentFile): void {
    const { lowerBounds, upperBounds } = file;
    if (!lowerBounds || !upperBounds) return;
    for (const { field, read, lower, upper } of this.#columns) {
      const low = lowerBounds.get(field.id);
      const high = upperBounds.get(field.id);
      if (!low || !high) continue;
      const from = read(low);
      const to = read(high);
      if (from === undefined || to === undefined || from > to) continue;
      lower.push(from);
      upper.push(to);
    }
  }

  clustering(): ColumnClustering[] {
    return this.#columns
      .filter(({ lower }) => lower.length > 0)
      .map(({ field, lower, upper }) => ({
        fieldId: field.id,
        column: field.path,
        filesPerPoint: filesPerPoint(lower, upper),
        filesWithBounds: lower.length,
      }));
  }
}

function chooseColumns(
  metadata: TableMetadata,
  schema: TableSchema,
): FlatField[] {
  const fields = new Map(flattenSchema(schema).map(field => [field.id, field]));
  const order = metadata.sortOrders.find(
    ({ orderId }) => orderId === metadata.defaultSortOrderId,
  );
  const spec = metadata.partitionSpecs.find(
    ({ specId }) => specId === metadata.defaultSpecId,
  );
  const guessed = [...fields.values()]
    .filter(
      ({ depth, type }) =>
        depth === 0 &&
        type.kind === 'primitive' &&
        GUESSED_TYPES.has(parsePrimitive(type.name).base),
    )
    .slice(0, MAX_GUESSED_COLUMNS);
  const ids = new Set([
    ...(order?.fields ?? []).flatMap(({ sourceIds }) => sourceIds),
    ...(spec?.fields ?? []).flatMap(({ sourceIds }) => sourceIds),
    ...guessed.map(({ id }) => id),
  ]);
  const chosen: FlatField[] = [];
  for (const id of ids) {
    const field = fields.get(id);
    if (field?.type.kind === 'primitive') chosen.push(field);
  }
  return chosen.slice(0, MAX_COLUMNS);
}
