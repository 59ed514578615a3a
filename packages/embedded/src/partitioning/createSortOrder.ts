import { ValidationError } from '../errors';
import type { SchemaJson, SortOrderJson } from '../metadata/TableMetadataJson';
import { findFieldByPath } from '../schema/findField';
import {
  parsePartitionTransform,
  transformResultType,
} from './partitionTransform';
import type { SortBy } from './SortBy';

/** The order without fields has this id (specification: sorting). */
export const UNSORTED_ORDER_ID = 0;

/**
 * Builds a sort order, or takes up an equal one that the table has.
 *
 * @throws ValidationError
 */
export function createSortOrder(
  schema: SchemaJson,
  orders: SortOrderJson[],
  sortBy: SortBy[],
): { order: SortOrderJson; isNew: boolean } {
  const fields = sortBy.map(key => {
    const source = findFieldByPath(schema, key.column);
    if (!source)
      throw new ValidationError(
        `Cannot sort by '${key.column}': there is no such column.`,
      );
    if (typeof source.type !== 'string' || source.repeated) {
      throw new ValidationError(
        `Cannot sort by '${key.column}': it must be a primitive column, not inside a list or map.`,
      );
    }
    const transform = key.transform ?? 'identity';
    const parsed = parsePartitionTransform(transform);
    if (parsed.name === 'bucket' || parsed.name === 'void') {
      throw new ValidationError(
        `The embedded lakehouse's engine cannot sort by '${transform}'; identity, truncate[W] and the time transforms work.`,
      );
    }
    transformResultType(parsed, source.type, `column '${key.column}'`);
    const direction = key.direction ?? 'asc';
    return {
      'source-id': source.id,
      transform,
      direction,
      'null-order':
        key.nullOrder ??
        (direction === 'asc'
          ? ('nulls-first' as const)
          : ('nulls-last' as const)),
    };
  });
  const equal = orders.find(
    order =>
      JSON.stringify(order.fields.map(comparable)) ===
      JSON.stringify(fields.map(comparable)),
  );
  if (equal) return { order: equal, isNew: false };
  if (fields.length === 0)
    return { order: { 'order-id': UNSORTED_ORDER_ID, fields }, isNew: true };
  const orderId =
    Math.max(UNSORTED_ORDER_ID, ...orders.map(order => order['order-id'])) + 1;
  return { order: { 'order-id': orderId, fields }, isNew: true };
}

function comparable(field: SortOrderJson['fields'][number]): unknown[] {
  return [
    field['source-id'],
    field.transform,
    field.direction,
    field['null-order'],
  ];
}
