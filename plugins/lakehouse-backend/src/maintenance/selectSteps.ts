import { InputError } from '@backstage/errors';
import type { MaintenancePlan } from '@lakehouse-portal/maintenance';

/**
 * A plan with some of its steps only, in its order.
 *
 * @throws InputError for steps that it doesn't have, for one without those that it was planned for, and when there is nothing
 * to do.
 */
export function selectSteps(
  plan: MaintenancePlan,
  ids: string[] | undefined,
): MaintenancePlan {
  const unknown = ids?.find(id => !plan.steps.some(step => step.id === id));
  if (unknown !== undefined) {
    throw new InputError(
      `steps: the plan has no step "${unknown}". Its steps are ${
        plan.steps.map(step => step.id).join(', ') || 'none'
      }`,
    );
  }
  const steps = plan.steps.filter(step => ids?.includes(step.id) ?? true);
  if (steps.length === 0) {
    throw new InputError('There is nothing to do: the plan has no such steps');
  }
  for (const { id, title, needs } of steps) {
    const lacking = plan.steps.find(
      step => needs?.includes(step.id) && !steps.includes(step),
    );
    if (lacking) {
      throw new InputError(
        `steps: "${id}" (${title}) was planned for what "${lacking.id}" (${lacking.title}) sets, and can't be done without it`,
      );
    }
  }
  return { ...plan, steps };
}
