import {
  formatBytes,
  formatCount,
  formatDuration,
  isForever,
  type HealthPolicy,
  type PolicyValue,
} from '@lakehouse-portal/table-health';
import {
  maintenanceOperations,
  type MaintenanceOperation,
  type PlanPolicyEntry,
} from '../model';
import type { MaintenancePolicy } from './MaintenancePolicy';
import type {
  ApprovalRule,
  MaintenanceWindow,
} from './MaintenancePolicyDocument';

const operationNames: Record<MaintenanceOperation, string> = {
  'set-properties': 'Properties',
  'rewrite-data-files': 'Compaction',
  'rewrite-manifests': 'Manifests',
  'drop-extended-stats': 'Statistics of ANALYZE',
  'expire-snapshots': 'Expiry of snapshots',
  'remove-orphan-files': 'Removal of orphan files',
};

const approvalNames: Record<ApprovalRule, string> = {
  automatic: 'without approval',
  one: 'one approval',
  'four-eyes': 'four eyes',
  off: 'off',
};

/**
 * The policy that applies to a table, value by value, with where each comes from.
 *
 * @param approvals - Where the configuration of the portal decides what policies leave open.
 * @public
 */
export function describePolicy(
  policy: MaintenancePolicy,
  health: HealthPolicy,
  approvals: Partial<Record<MaintenanceOperation, ApprovalRule>> = {},
): PlanPolicyEntry[] {
  const entries: PlanPolicyEntry[] = [];
  const add = <T>(
    name: string,
    { value, source }: PolicyValue<T>,
    show: (value: T) => string,
  ) => entries.push({ name, value: show(value), source: source.label });
  const bytes = (value: bigint | undefined) =>
    value === undefined ? 'no limit' : formatBytes(value);
  for (const operation of maintenanceOperations) {
    const { value, source } = policy.approvals[operation];
    const configured = approvals[operation];
    const byConfiguration =
      source.kind !== 'policy' &&
      configured !== undefined &&
      configured !== value;
    entries.push({
      name: operationNames[operation],
      value: approvalNames[byConfiguration ? configured : value],
      source: byConfiguration ? 'configuration of the portal' : source.label,
    });
  }
  add('Snapshots are kept', health.maxSnapshotAgeMs, ms =>
    isForever(ms) ? 'for good' : formatDuration(ms),
  );
  add('At least', health.minSnapshotsToKeep, count =>
    count === 1 ? '1 snapshot' : `${formatCount(count)} snapshots`,
  );
  add('Size of a file', health.targetFileSizeBytes, formatBytes);
  add('Orphan files from', policy.orphanAgeMs, formatDuration);
  add('Rewritten by a run', policy.maxRunBytes, bytes);
  add('Rewritten in a window', policy.maxWindowBytes, bytes);
  add('Windows', policy.windows, windows =>
    windows.length === 0 ? 'any time' : windows.map(windowText).join('; '),
  );
  add('Runs at the same time', policy.concurrency, String);
  add('Pause after a run', policy.cooldownMs, ms =>
    ms === undefined ? 'none' : formatDuration(ms),
  );
  if (policy.maintainedBy.value !== undefined) {
    add('Maintained by', policy.maintainedBy, String);
  }
  return entries;
}

function windowText({
  days,
  from,
  to,
  timeZone = 'UTC',
}: MaintenanceWindow): string {
  return `${days ? days.join(', ') : 'daily'} ${from} to ${to} (${timeZone})`;
}
