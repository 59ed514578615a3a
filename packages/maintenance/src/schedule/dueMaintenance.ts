import type {
  Recommendation,
  TableHealth,
} from '@lakehouse-portal/table-health';
import { maintenanceOperations, type MaintenanceOperation } from '../model';
import type { ApprovalRule } from '../policy/MaintenancePolicyDocument';
import type { MaintenancePolicy } from '../policy/MaintenancePolicy';

const operationsOf: Partial<
  Record<Recommendation['id'], MaintenanceOperation>
> = {
  compact: 'rewrite-data-files',
  'fold-deletes': 'rewrite-data-files',
  'rewrite-manifests': 'rewrite-manifests',
  'expire-snapshots': 'expire-snapshots',
  'set-properties': 'set-properties',
  'remove-orphan-files': 'remove-orphan-files',
};

/** What a verdict says that maintenance would do for a table. JSON as it stands. @public */
export interface DueMaintenance {
  /** Points of the score, by prediction. 0: only what is promised is not kept, and costs nothing yet. */
  gain: number;
  /** In the order in which a plan does them. */
  operations: MaintenanceOperation[];
  reasons: Array<{
    operation: MaintenanceOperation;
    /** "Compact 29 partitions". */
    action: string;
    /** The finding in a sentence. */
    finding: string;
  }>;
}

/**
 * What is due for a table by its last verdict. Advice that no run can follow is not in it, nor what the policy has switched
 * off.
 *
 * @param approvals - Where the configuration of the portal decides what policies leave open.
 * @returns undefined when nothing is due, or another service maintains the table.
 * @public
 */
export function dueMaintenance(
  health: Pick<TableHealth, 'recommendations'>,
  policy: Pick<MaintenancePolicy, 'approvals' | 'maintainedBy'>,
  approvals: Partial<Record<MaintenanceOperation, ApprovalRule>> = {},
): DueMaintenance | undefined {
  if (policy.maintainedBy.value !== undefined) {
    return undefined;
  }
  const reasons: DueMaintenance['reasons'] = [];
  let gain = 0;
  for (const recommendation of health.recommendations) {
    const operation = operationsOf[recommendation.id];
    if (
      operation === undefined ||
      recommendation.group === 'advice' ||
      approvalOf(operation, policy, approvals) === 'off'
    ) {
      continue;
    }
    const { action, finding, scoreBefore, scoreAfter } = recommendation;
    reasons.push({ operation, action, finding });
    gain += Math.max(0, (scoreAfter ?? 0) - (scoreBefore ?? scoreAfter ?? 0));
  }
  const operations = maintenanceOperations.filter(operation =>
    reasons.some(reason => reason.operation === operation),
  );
  return operations.length > 0 ? { gain, operations, reasons } : undefined;
}

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
  due: Pick<DueMaintenance, 'operations'>,
  policy: Pick<MaintenancePolicy, 'approvals'>,
): { operations: MaintenanceOperation[]; by: string } | undefined {
  const operations = due.operations.filter(operation => {
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
