import type {
  Recommendation,
  TableHealth,
} from '@lakehouse-portal/table-health';
import {
  maintenanceOperations,
  type MaintenanceOperation,
  type MaintenancePlan,
} from '../model';
import { draftStep, forbiddenStep } from '../plan/draftStep';
import { onceSet, type OnceSet } from '../plan/onceSet';
import type { PlanInput } from '../plan/PlanInput';
import { planMaintenance } from '../plan/planMaintenance';
import type { ApprovalRule } from '../policy/MaintenancePolicyDocument';
import type { MaintenancePolicy } from '../policy/MaintenancePolicy';

const operationsOf: Partial<
  Record<Recommendation['id'], MaintenanceOperation>
> = {
  compact: 'rewrite-data-files',
  'fold-deletes': 'rewrite-data-files',
  'collect-statistics': 'rewrite-data-files',
  'rewrite-manifests': 'rewrite-manifests',
  'expire-snapshots': 'expire-snapshots',
  'set-properties': 'set-properties',
  'remove-orphan-files': 'remove-orphan-files',
};

/** What a verdict says that maintenance would do for a table. JSON as it stands. @public */
export interface DueMaintenance {
  /** Points of the score that a plan of these operations would bring, by prediction. 0: only what is promised is not kept, and costs nothing yet. */
  gain: number;
  /** In the order in which a plan does them. */
  operations: MaintenanceOperation[];
  reasons: DueFinding[];
}

/** @public */
export interface DueFinding {
  operation: MaintenanceOperation;
  /** "Compact 29 partitions". */
  action: string;
  /** The finding in a sentence. */
  finding: string;
  /** Why no run does it all the same, as a full sentence: what a plan says of it. Absent: a plan has it as a step. */
  declined?: string;
}

/** What a plan would be made from, as far as it is known without listing or reading more. @public */
export interface DueInput {
  input: Omit<PlanInput, 'engine'>;
  /** Who maintains the table; `none`: nobody. Absent: not known, and then no plan is asked what the engine can do. */
  engine?: PlanInput['engine'] | 'none';
  /** Why the last plan that had the folder listed removes none of the orphan files. */
  orphansDeclined?: string;
}

/** What a plan does without anybody having recommended it, told by what it found. */
const foundByPlans = ['set-properties', 'drop-extended-stats'] as const;

/**
 * What is due for a table by its last verdict. Advice that no run can follow is not in it, nor what the policy has switched
 * off. What a plan would decline says why.
 *
 * @param approvals - Where the configuration of the portal decides what policies leave open.
 * @param table - For what plans say. Absent: nothing is called declined.
 * @returns undefined when nothing is due, or another service maintains the table.
 * @public
 */
export function dueMaintenance(
  health: TableHealth,
  policy: Pick<MaintenancePolicy, 'approvals' | 'maintainedBy'>,
  approvals: Partial<Record<MaintenanceOperation, ApprovalRule>> = {},
  table?: DueInput,
): DueMaintenance | undefined {
  if (policy.maintainedBy.value !== undefined) {
    return undefined;
  }
  const reasons: DueMaintenance['reasons'] = [];
  const wanted: Recommendation[] = [];
  for (const recommendation of health.recommendations) {
    const operation = operationsOf[recommendation.id];
    if (
      operation === undefined ||
      recommendation.group === 'advice' ||
      approvalOf(operation, policy, approvals) === 'off'
    ) {
      continue;
    }
    const { action, finding } = recommendation;
    const declined = table && declinedReason(table, operation, health);
    reasons.push({
      ...{ operation, action, finding },
      ...(declined !== undefined && { declined }),
    });
    if (declined === undefined) {
      wanted.push(recommendation);
    }
  }
  for (const operation of foundByPlans) {
    const isTold =
      reasons.some(reason => reason.operation === operation) ||
      approvalOf(operation, policy, approvals) === 'off';
    const draft =
      table && !isTold && draftStep(inputOf(table), operation, health);
    if (draft && 'units' in draft && draft.finding !== undefined) {
      reasons.push({ operation, action: draft.title, finding: draft.finding });
    }
  }
  const plan = table && planOf(table, reasons);
  // Only a plan of them all knows whether what can be compacted now is worth it.
  const inVain = plan?.declined.find(
    ({ operation, kind }) =>
      operation === 'rewrite-data-files' && kind === 'would-not-help',
  );
  const told = reasons.map(reason =>
    inVain && reason.operation === inVain.operation
      ? { declined: inVain.reason, ...reason }
      : reason,
  );
  const operations = maintenanceOperations.filter(operation =>
    told.some(reason => reason.operation === operation),
  );
  return operations.length > 0
    ? { gain: gainOf(wanted, plan), operations, reasons: told }
    : undefined;
}

/** What a run does of what is due; with a compaction, manifests are merged that it leaves. */
function planOf(
  table: DueInput,
  reasons: readonly DueFinding[],
): MaintenancePlan {
  return planMaintenance({
    ...inputOf(table),
    operations: reasons.flatMap(
      ({ operation, declined }): MaintenanceOperation[] => {
        if (declined !== undefined) {
          return [];
        }
        return operation === 'rewrite-data-files'
          ? [operation, 'rewrite-manifests']
          : [operation];
      },
    ),
  });
}

/** What the plan promises; of orphan files, which only a listing lets it remove, and without a plan: what health does. */
function gainOf(
  wanted: readonly Recommendation[],
  plan: MaintenancePlan | undefined,
): number {
  const gains = [
    ...wanted.filter(({ id }) => !plan || id === 'remove-orphan-files'),
    ...(plan ? [plan] : []),
  ].map(({ scoreBefore, scoreAfter }) =>
    Math.max(0, (scoreAfter ?? 0) - (scoreBefore ?? scoreAfter ?? 0)),
  );
  return gains.reduce((sum, gain) => sum + gain, 0);
}

/** What a plan says against it; undefined: it has it as a step, or that can't be told. */
function declinedReason(
  table: DueInput,
  operation: MaintenanceOperation,
  health: TableHealth,
): string | undefined {
  const input = inputOf(table);
  const planned =
    operation === 'rewrite-data-files'
      ? plannedAfterSettings(input, health)
      : { input, health };
  // Only a listing tells more of orphan files.
  const draft =
    operation === 'remove-orphan-files'
      ? forbiddenStep(input, operation)
      : draftStep(planned.input, operation, planned.health);
  if (draft && !('units' in draft)) {
    return draft.reason;
  }
  return operation === 'remove-orphan-files'
    ? table.orphansDeclined
    : undefined;
}

/** A rewrite is planned for the properties that the same plan sets. */
function plannedAfterSettings(
  input: PlanInput,
  health: TableHealth,
): Pick<OnceSet, 'input' | 'health'> {
  const settings = draftStep(input, 'set-properties', health);
  return (
    ('units' in settings ? onceSet(input, settings) : undefined) ?? {
      input,
      health,
    }
  );
}

function inputOf({ input, engine = ANY_ENGINE }: DueInput): PlanInput {
  return { ...input, engine: engine === 'none' ? undefined : engine };
}

/** Taken where nobody knows what the engine can do. */
const ANY_ENGINE: NonNullable<PlanInput['engine']> = {
  name: 'The engine',
  capabilities: Object.fromEntries(
    maintenanceOperations.map(operation => [operation, { supported: true }]),
  ) as NonNullable<PlanInput['engine']>['capabilities'],
};

/** Who has to approve an operation: policies go over the configuration of the portal, and that over the suite's default. @public */
export function approvalOf(
  operation: MaintenanceOperation,
  policy: Pick<MaintenancePolicy, 'approvals'>,
  approvals: Partial<Record<MaintenanceOperation, ApprovalRule>> = {},
): ApprovalRule {
  const { value, source } = policy.approvals[operation];
  return source.kind === 'policy' ? value : approvals[operation] ?? value;
}

/**
 * Operations that a run may be started for without anybody asking: those that a policy calls `automatic`. The removal of
 * orphan files never is: somebody has to have seen the list.
 *
 * @returns undefined when there are none.
 * @public
 */
export function automaticOperations(
  due: Pick<DueMaintenance, 'operations'> & {
    reasons?: ReadonlyArray<{ operation: string; declined?: string }>;
  },
  policy: Pick<MaintenancePolicy, 'approvals'>,
): { operations: MaintenanceOperation[]; by: string } | undefined {
  const declined = new Set(
    due.reasons?.flatMap(reason =>
      reason.declined === undefined ? [] : [reason.operation],
    ),
  );
  const operations = due.operations.filter(operation => {
    if (declined.has(operation)) {
      return false;
    }
    const { value, source } = policy.approvals[operation];
    return (
      value === 'automatic' &&
      source.kind === 'policy' &&
      operation !== 'remove-orphan-files'
    );
  });
  const [first] = operations;
  return first === undefined
    ? undefined
    : {
        operations,
        // `policy nightly`, as an entity is named that acts.
        by: policy.approvals[first].source.label.replace(/^policy /, 'policy:'),
      };
}

/** Whether a run was started in the name of a policy, without anybody asking: see {@link automaticOperations}. @public */
export function isInNameOfPolicy(createdBy: string): boolean {
  return /^(policy:|document of )/.test(createdBy);
}
