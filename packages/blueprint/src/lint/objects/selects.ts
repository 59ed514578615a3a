import { type Fields, fieldsOf, listOf, textOf } from '../source/Fields';
import { labelsOf } from './Workload';

/** Whether a plain selector (of a Service) selects labels; an empty one selects nothing. */
export function selectsLabels(
  selector: Record<string, string>,
  labels: Record<string, string>,
): boolean {
  const wanted = Object.entries(selector);
  return (
    wanted.length > 0 && wanted.every(([key, value]) => labels[key] === value)
  );
}

/** Whether a label selector (`matchLabels`, `matchExpressions`) selects labels; an empty one selects everything. */
export function labelSelectorSelects(
  selector: Fields,
  labels: Record<string, string>,
): boolean {
  for (const [key, value] of Object.entries(labelsOf(selector.matchLabels)))
    if (labels[key] !== value) return false;
  for (const item of listOf(selector.matchExpressions)) {
    const { key, operator, values } = fieldsOf(item);
    const label = labels[textOf(key) ?? ''];
    const among = listOf(values).map(textOf).includes(label);
    if (operator === 'In' && !(label !== undefined && among)) return false;
    if (operator === 'NotIn' && label !== undefined && among) return false;
    if (operator === 'Exists' && label === undefined) return false;
    if (operator === 'DoesNotExist' && label !== undefined) return false;
  }
  return true;
}
