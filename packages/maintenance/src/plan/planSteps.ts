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

/** All operations in their order: each a step, or declined with a reason. */
export function planSteps(input: PlanInput): MaintenancePlan {
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
