import type {
  Recommendation,
  TableHealth,
} from '@lakehouse-portal/table-health';
import type { PlanInput } from './PlanInput';

/** What folding deletes in leaves as it is. */
export function coarserNote(health: TableHealth): string | undefined {
  const coarser = coarserOf(health);
  return (
    coarser &&
    `${coarser.finding}, which this leaves as it is: ${lowerFirst(
      coarser.action,
    )} for that (${coarser.actionDetail}).`
  );
}

/** The advice to use coarser partitions. */
export function coarserOf(health: TableHealth): Recommendation | undefined {
  return health.recommendations.find(({ id }) => id === 'coarser-partitions');
}

/** That order has to be set first, where there is none. */
export function orderNote(
  health: TableHealth,
  input: PlanInput,
): string | undefined {
  if (isSorted(input)) {
    return undefined;
  }
  const advice = health.recommendations.find(
    ({ id }) => id === 'set-sort-order',
  );
  return advice
    ? `Set a sort order first (${advice.action}): compaction doesn't bring back order, and lookups would lose pruning.`
    : undefined;
}

/** Whether a rewrite brings order. */
export function isSorted({ metadata }: PlanInput): boolean {
  const order = metadata.sortOrders.find(
    ({ orderId }) => orderId === metadata.defaultSortOrderId,
  );
  return order !== undefined && order.fields.length > 0;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
