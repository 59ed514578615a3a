import type { TableMetadata } from '@lakehouse-portal/table-metadata';
import { columnNames } from './sortColumns';

/**
 * The column by whose values the declared order begins. `undefined` without an order, and for one by hash, which leaves
 * values in no order.
 */
export function leadingSortColumn(
  metadata: TableMetadata,
): { fieldId: number; column: string } | undefined {
  const order = metadata.sortOrders.find(
    ({ orderId }) => orderId === metadata.defaultSortOrderId,
  );
  const first = order?.fields[0];
  if (!first || first.transform.startsWith('bucket')) {
    return undefined;
  }
  const [fieldId] = first.sourceIds;
  return {
    fieldId,
    column: columnNames(metadata).get(fieldId) ?? `column ${fieldId}`,
  };
}
