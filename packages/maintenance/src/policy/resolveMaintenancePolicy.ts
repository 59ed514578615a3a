import {
  parseDuration,
  type HealthPolicyOverrides,
  type ThresholdSource,
} from '@lakehouse-portal/table-health';
import { maintenanceOperations, type MaintenanceOperation } from '../model';
import {
  defaultMaintenanceRules,
  type MaintenanceRules,
} from '../plan/MaintenanceRules';
import type { MaintenancePolicy } from './MaintenancePolicy';
import type { AppliedPolicy } from './lakehousePolicies';
import type {
  ApprovalRule,
  MaintenancePolicySpec,
} from './MaintenancePolicyDocument';
import {
  levelOf,
  matchesSelector,
  specificityOf,
  type PolicySubject,
} from './matchesSelector';
import { parseBytes } from './parseBytes';

const suiteDefault: ThresholdSource = {
  kind: 'suite-default',
  label: 'suite default',
};

/**
 * The policy of one table: suite, lakehouse, layer, schema, table, each over the one before, value by value. Within a
 * level the one that says more goes over the other, then one that somebody wrote over what a lakehouse's document came to,
 * then the one whose name comes later.
 *
 * @param documents - Checked ones, in any order.
 * @public
 */
export function resolveMaintenancePolicy(
  documents: readonly AppliedPolicy[],
  subject: PolicySubject,
): MaintenancePolicy {
  const policy = defaults();
  for (const { metadata, spec, origin } of applying(documents, subject)) {
    const source: ThresholdSource = {
      kind: 'policy',
      label: origin?.label ?? `policy ${metadata.name}`,
      reference: levelOf(spec.selector),
    };
    apply(policy, spec, source);
    policy.policies.push(metadata.name);
  }
  return policy;
}

/** What a plan is made by. @public */
export function rulesOf(policy: MaintenancePolicy): MaintenanceRules {
  const approvals = Object.fromEntries(
    maintenanceOperations.map(operation => [
      operation,
      policy.approvals[operation].value,
    ]),
  ) as Record<MaintenanceOperation, ApprovalRule>;
  return {
    approvals,
    orphanAgeMs: policy.orphanAgeMs.value,
    ...(policy.allowYoungOrphans.value && { allowYoung: true }),
    ...(policy.maxRunBytes.value !== undefined && {
      maxRewrittenBytes: policy.maxRunBytes.value,
    }),
    ...(policy.maintainedBy.value !== undefined && {
      maintainedBy: policy.maintainedBy.value,
    }),
    // By default only where it matters: not each small table is worth a change.
    ...(policy.metadataCleanup.source.kind === 'policy' && {
      metadataCleanup: policy.metadataCleanup.value,
    }),
  };
}

function applying(
  documents: readonly AppliedPolicy[],
  subject: PolicySubject,
): AppliedPolicy[] {
  return documents
    .filter(({ spec }) => matchesSelector(spec.selector, subject))
    .sort(
      (a, b) =>
        specificityOf(a.spec.selector) - specificityOf(b.spec.selector) ||
        Number(b.origin !== undefined) - Number(a.origin !== undefined) ||
        (a.metadata.name < b.metadata.name ? -1 : 1),
    );
}

function defaults(): MaintenancePolicy {
  const from = <T>(value: T) => ({ value, source: suiteDefault });
  const { approvals, orphanAgeMs } = defaultMaintenanceRules;
  return {
    approvals: Object.fromEntries(
      maintenanceOperations.map(operation => [
        operation,
        from(approvals[operation]),
      ]),
    ) as MaintenancePolicy['approvals'],
    windows: from([]),
    concurrency: from(2),
    maxRunBytes: from(undefined),
    maxWindowBytes: from(undefined),
    cooldownMs: from(undefined),
    metadataCleanup: from(true),
    orphanAgeMs: from(orphanAgeMs),
    allowYoungOrphans: from(false),
    maintainedBy: from(undefined),
    health: [],
    policies: [],
  };
}

function apply(
  policy: MaintenancePolicy,
  spec: MaintenancePolicySpec,
  source: ThresholdSource,
): void {
  for (const operation of maintenanceOperations) {
    const value = spec.operations?.[operation];
    if (value !== undefined) {
      policy.approvals[operation] = { value, source };
    }
  }
  const { windows, concurrency, budget, cooldown, orphanFiles } = spec;
  if (windows !== undefined) {
    policy.windows = { value: windows, source };
  }
  if (concurrency !== undefined) {
    policy.concurrency = { value: concurrency, source };
  }
  if (budget?.perRun !== undefined) {
    policy.maxRunBytes = { value: parseBytes(budget.perRun), source };
  }
  if (budget?.perWindow !== undefined) {
    policy.maxWindowBytes = { value: parseBytes(budget.perWindow), source };
  }
  if (cooldown !== undefined) {
    policy.cooldownMs = {
      value:
        cooldown === 'none' ? undefined : parseDuration('cooldown', cooldown),
      source,
    };
  }
  if (spec.metadataCleanup !== undefined) {
    policy.metadataCleanup = { value: spec.metadataCleanup, source };
  }
  if (orphanFiles?.olderThan !== undefined) {
    policy.orphanAgeMs = {
      value: parseDuration('olderThan', orphanFiles.olderThan),
      source,
    };
    // An age is allowed together with its permission only, not by that of a wider policy.
    policy.allowYoungOrphans = {
      value: orphanFiles.allowYoung === true,
      source,
    };
  }
  if (spec.maintainedBy !== undefined) {
    policy.maintainedBy = { value: spec.maintainedBy, source };
  }
  const overrides = healthOverrides(spec);
  if (Object.keys(overrides).length > 0) {
    policy.health.push({ source, overrides });
  }
}

function healthOverrides({
  retention,
  targetFileSize,
}: MaintenancePolicySpec): HealthPolicyOverrides {
  const target = parseBytes(targetFileSize);
  return {
    ...retention,
    ...(target !== undefined && { targetFileSizeBytes: Number(target) }),
  };
}
