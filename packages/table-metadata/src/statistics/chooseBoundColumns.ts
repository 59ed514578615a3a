import type { TableMetadata } from '../model';
import { flattenSchema, parsePrimitive } from '../schema';

/** Columns whose bounds are collected. */
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

/**
 * Field ids of the columns that queries are likely to filter by: what the table is sorted and partitioned by, then its
 * first columns of time or whole numbers.
 */
export function chooseBoundColumns(metadata: TableMetadata): number[] {
  const schema = metadata.schemas.find(
    ({ schemaId }) => schemaId === metadata.currentSchemaId,
  );
  if (!schema) return [];
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
  return [...ids]
    .filter(id => fields.get(id)?.type.kind === 'primitive')
    .slice(0, MAX_COLUMNS);
}
