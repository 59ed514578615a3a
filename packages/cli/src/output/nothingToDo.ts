import type { MaintenancePlan } from '@lakehouse-portal/maintenance';
import { severityOf } from '@lakehouse-portal/table-health';
import { printable } from './printable';

/** That a plan has no step: because all is well, or although something is the matter. */
export function nothingToDo(
  name: string,
  { scoreBefore, declined }: MaintenancePlan,
): string {
  const isIll =
    scoreBefore !== undefined && severityOf(scoreBefore) !== 'healthy';
  if (isIll) {
    return `Maintenance can do nothing for ${printable(
      name,
    )} now. Its score is ${scoreBefore}. Why not is below; what else would help says lakehouse health.`;
  }
  return declined.some(({ kind }) => kind === 'must-not')
    ? `Maintenance may do nothing for ${printable(name)} now. Why not is below.`
    : 'Nothing is due.';
}
