import type { RollUp, RollUpItem } from './rollUp';
import { rollUp } from './rollUp';

/**
 * Roll-ups of groups of tables, in the order in which the groups first appear.
 *
 * @param keyOf - The group of a table, for example its owner; `undefined` is a group too.
 * @public
 */
export function rollUpBy<TItem extends RollUpItem, TKey>(
  items: Iterable<TItem>,
  keyOf: (item: TItem) => TKey,
): Map<TKey, RollUp> {
  const groups = new Map<TKey, TItem[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) {
      group.push(item);
    } else {
      groups.set(key, [item]);
    }
  }
  const result = new Map<TKey, RollUp>();
  for (const [key, group] of groups) {
    result.set(key, rollUp(group));
  }
  return result;
}
