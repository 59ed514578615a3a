import {
  judge,
  policyOnceSet,
  type HealthInput,
  type TableHealth,
} from '@lakehouse-portal/table-health';
import {
  isDestructive,
  maintenanceOperations,
  type DeclinedStep,
  type MaintenancePlan,
  type PlannedStep,
} from '../model';
import { draftStep } from './draftStep';
import { defaultMaintenanceRules } from './MaintenanceRules';
import { onceSet, type OnceSet } from './onceSet';
import type { PlanInput } from './PlanInput';
import { countOrphans } from './planOrphanRemoval';

/**
 * What is to be done to a table, in which order and why, from its metadata alone.
 *
 * Every operation is either a step or declined with a reason. The order is that of {@link maintenanceOperations}: what
 * can be undone first. Each step's score and slowdown are predicted on the table that the steps before it leave; a rewrite
 * is planned for the properties that the step before it sets.
 * @public
 */
export function planMaintenance(input: PlanInput): MaintenancePlan {
  const plan = planSteps(input);
  return (!input.evenIfLittle && withoutSlowingRewrite(input, plan)) || plan;
}

/**
 * Health recommends a compaction of the whole table. What of it fits into one run (its budget, no partition that is being
 * written, a manifest for each piece) may make reads slower than none would: then it is left.
 *
 * @returns undefined where the plan is right as it is.
 */
function withoutSlowingRewrite(
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

function planSteps(input: PlanInput): MaintenancePlan {
  const { metadata, nowMs } = input;
  const { approvals } = input.rules ?? defaultMaintenanceRules;
  const wanted = new Set(input.operations ?? maintenanceOperations);
  const orphans = countOrphans(input);
  const judged = {
    ...input,
    ...reclaimableOf(input),
    ...(orphans && { orphans }),
  };
  const first = judge(judged, input.policy);
  const steps: PlannedStep[] = [];
  const declined: DeclinedStep[] = [];
  let current: HealthInput = judged;
  let before = first;
  // What the steps are planned on: the table as it is, but for settings that the first step changes.
  let planned: Pick<OnceSet, 'input' | 'health'> = { input, health: first };
  let set: { stepId: string; note: string } | undefined;
  let { policy } = input;
  for (const operation of maintenanceOperations) {
    if (!wanted.has(operation)) {
      continue;
    }
    const draft =
      // Manifests are merged as the steps before leave them: each piece of a compaction adds one.
      operation === 'rewrite-manifests'
        ? draftStep(
            { ...planned.input, files: current.files },
            operation,
            before,
          )
        : draftStep(planned.input, operation, planned.health);
    if (!('units' in draft)) {
      declined.push(
        operation === 'rewrite-manifests' ? sayWhy(draft, first, steps) : draft,
      );
      continue;
    }
    const { simulate, finding, sets, ...step } = draft;
    current = { ...current, ...simulate(current) };
    policy = sets ? policyOnceSet(policy, sets) : policy;
    const after = judge(current, policy);
    const id = `${steps.length + 1}-${operation}`;
    steps.push({
      ...step,
      id,
      operation,
      ...(set &&
        operation === 'rewrite-data-files' && {
          reason: `${step.reason} ${set.note}`,
          needs: [set.stepId],
        }),
      destructive: isDestructive(operation),
      approval: approvals[operation] as PlannedStep['approval'],
      ...(before.score !== undefined && { scoreBefore: before.score }),
      ...(after.score !== undefined && { scoreAfter: after.score }),
      slowdownBefore: before.slowdown,
      slowdownAfter: after.slowdown,
    });
    before = after;
    const changed = onceSet(input, draft);
    if (changed) {
      planned = changed;
      set = { stepId: id, note: changed.note };
    }
  }
  return {
    table: {
      uuid: metadata.tableUuid ?? '',
      ...(metadata.currentSnapshotId !== undefined && {
        snapshotId: metadata.currentSnapshotId,
      }),
      metadataLocation: metadata.metadataLocation,
    },
    plannedAt: new Date(nowMs).toISOString(),
    steps,
    declined,
    ...(input.appliedPolicy && { policy: input.appliedPolicy }),
    ...(first.score !== undefined && { scoreBefore: first.score }),
    ...(before.score !== undefined && { scoreAfter: before.score }),
    slowdownBefore: first.slowdown,
    slowdownAfter: before.slowdown,
  };
}

/** What goes with the snapshots that are due, as health calls it. */
function reclaimableOf({
  expiry,
}: PlanInput): Pick<HealthInput, 'reclaimableBytes' | 'reclaimableFiles'> {
  return expiry
    ? {
        reclaimableBytes: Number(expiry.sizeBytes),
        reclaimableFiles: expiry.files,
      }
    : {};
}

/** Health and the list of what is due look at the manifests as they are: a compaction may do what they ask for. */
function sayWhy(
  declined: DeclinedStep,
  { recommendations }: TableHealth,
  steps: PlannedStep[],
): DeclinedStep {
  return declined.kind === 'nothing-due' &&
    recommendations.some(({ id }) => id === 'rewrite-manifests') &&
    steps.some(({ operation }) => operation === 'rewrite-data-files')
    ? {
        ...declined,
        reason:
          'The compaction before merges them: afterwards, the table has no more manifests than its size needs.',
      }
    : declined;
}
