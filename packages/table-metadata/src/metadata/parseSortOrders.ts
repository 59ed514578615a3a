import type { ReadWarning, SortField, SortOrder } from '../model';
import type { JsonFields } from './JsonFields';
import { parseSourceIds } from './parsePartitionSpecs';
import { parseTransformName } from './parseTransformName';

/** `sort-orders` and `default-sort-order-id`; format version 1 may lack both: unsorted. */
export function parseSortOrders(
  fields: JsonFields,
  warnings: ReadWarning[],
): { sortOrders: SortOrder[]; defaultSortOrderId: number | undefined } {
  const byId = new Map<number, SortOrder>();
  for (const entry of fields.objects('sort-orders')) {
    const orderId = entry.fields.integer('order-id');
    const orderFields = parseFields(entry.fields);
    if (orderId === undefined || !orderFields) {
      warnings.push({
        code: 'sort-order-unreadable',
        message: `${entry.path} could not be read; it is left out`,
      });
    } else if (byId.has(orderId)) {
      warnings.push({
        code: 'sort-order-duplicate',
        message: `There are several sort orders with the id ${orderId}; the first one counts`,
      });
    } else {
      byId.set(orderId, { orderId, fields: orderFields });
    }
  }
  const sortOrders = [...byId.values()];
  if (fields.raw('sort-orders') === undefined)
    sortOrders.push({ orderId: 0, fields: [] });
  const defaultSortOrderId =
    fields.integer('default-sort-order-id') ??
    (sortOrders.some(({ orderId }) => orderId === 0) ? 0 : undefined);
  if (!sortOrders.some(({ orderId }) => orderId === defaultSortOrderId)) {
    warnings.push({
      code: 'default-sort-order-missing',
      message: `The default sort order, ${
        defaultSortOrderId ?? 'of no stated id'
      }, is not among those that could be read`,
    });
  }
  return { sortOrders, defaultSortOrderId };
}

function parseFields(fields: JsonFields): SortField[] | undefined {
  const result: SortField[] = [];
  const entries = fields.objects('fields');
  for (const entry of entries) {
    const transform = entry.fields.string('transform');
    const sourceIds = parseSourceIds(entry.fields);
    const direction = entry.fields.string('direction')?.toLowerCase();
    const nullOrder = entry.fields.string('null-order')?.toLowerCase();
    if (
      transform === undefined ||
      sourceIds.length === 0 ||
      (direction !== 'asc' && direction !== 'desc')
    )
      return undefined;
    if (nullOrder !== 'nulls-first' && nullOrder !== 'nulls-last')
      return undefined;
    result.push({
      sourceIds,
      ...parseTransformName(transform),
      direction,
      nullOrder,
    });
  }
  return fields.list('fields')?.length === result.length ? result : undefined;
}
