import {
  maintenanceOperations,
  type DeclinedStep,
  type MaintenancePlan,
} from '../model';
import type { PlanInput } from './PlanInput';
import { planSteps } from './planSteps';

/**
 * Health recommends a compaction of the whole table. What of it fits into one run (its budget, no partition that is being
 * written, a manifest for each piece) may make reads slower than none would: then it is left.
 *
 * @returns undefined where the plan is right as it is.
 */
export function withoutSlowingRewrite(
  input: PlanInput,
  plan: MaintenancePlan,
): MaintenancePlan | undefined {
  const operation = 'rewrite-data-files';
  const step = plan.steps.find(one => one.operation === operation);
  if (!step || longerBy(step.slowdownAfter, step.slowdownBefore) <= NOTHING) {
    return undefined;
  }
  // A later step may make up for it: merging the manifests that it leaves does.
  const rest = planSteps({
    ...input,
    operations: (input.operations ?? maintenanceOperations).filter(
      one => one !== operation,
    ),
  });
  const longer = longerBy(plan.slowdownAfter, rest.slowdownAfter);
  if (longer <= NOTHING) {
    return undefined;
  }
  const unmerged = plan.declined.some(
    ({ operation: one }) => one === 'rewrite-manifests',
  );
  const declined: DeclinedStep = {
    operation,
    kind: 'would-not-help',
    reason: [
      `What can be rewritten now (${step.title.toLowerCase()}) would make reads slower, not faster: they would take ${percent(
        longer,
      )} longer, by prediction.`,
      step.units.length > 1 &&
        unmerged &&
        `Each of its ${step.units.length} commits leaves a manifest, and nothing merges them here.`,
    ]
      .filter(Boolean)
      .join(' '),
  };
  return {
    ...rest,
    declined: maintenanceOperations.flatMap(one =>
      one === operation
        ? [declined]
        : rest.declined.filter(other => other.operation === one),
    ),
  };
}

/** Less is the error of doubles. */
const NOTHING = 1e-9;

/** By which share reads take longer than without something; unknown slowdowns are none. */
function longerBy(slowdown = 1, without = 1): number {
  return slowdown / without - 1;
}

function percent(share: number): string {
  return share < 0.001
    ? 'less than 0.1 %'
    : `${(100 * share).toPrecision(2)} %`;
}
