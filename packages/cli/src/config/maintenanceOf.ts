import {
  maintenanceOperations,
  readConfiguredPolicies,
  resolveMaintenancePolicy,
  rulesOf,
  type ApprovalRule,
  type MaintenanceOperation,
  type MaintenancePolicy,
  type MaintenancePolicyDocument,
  type MaintenanceRules,
} from '@lakehouse-portal/maintenance';
import { BadInputError } from '../errors/BadInputError';
import { isRecord } from './isRecord';
import type { LoadedConfig } from './loadConfig';

const POLICIES = 'lakehouse.policies.maintenance';
const APPROVALS = ['automatic', 'one', 'four-eyes', 'off'] as const;

/** How a table is to be maintained. */
export interface AppliedMaintenance {
  policy: MaintenancePolicy;
  /** `lakehouse.maintenance.approvals`: what holds where policies leave it open. */
  approvals: Partial<Record<MaintenanceOperation, ApprovalRule>>;
  rules: MaintenanceRules;
}

/**
 * What the configuration says of the maintenance of a table, as the portal would have it. Policies that were made in the
 * portal are in its database, and not known here.
 *
 * @param config - Absent: nothing is configured for the table.
 * @param documents - Further policies; one with the name of a configured one goes in its place.
 * @throws BadInputError with what is wrong: what a broken policy forbids must not be done.
 */
export function maintenanceOf(
  config: LoadedConfig | undefined,
  subject: Parameters<typeof resolveMaintenancePolicy>[1],
  documents: MaintenancePolicyDocument[] = [],
): AppliedMaintenance {
  const given = new Set(documents.map(({ metadata }) => metadata.name));
  const configured = readPolicies(config?.lakehouse).filter(
    ({ metadata }) => !given.has(metadata.name),
  );
  const policy = resolveMaintenancePolicy(
    [...configured, ...documents],
    subject,
  );
  const approvals = readApprovals(config?.lakehouse);
  const rules = rulesOf(policy);
  for (const operation of maintenanceOperations) {
    const approval = approvals[operation];
    if (
      approval !== undefined &&
      policy.approvals[operation].source.kind !== 'policy'
    ) {
      rules.approvals[operation] = approval;
    }
  }
  return { policy, approvals, rules };
}

function readPolicies(
  lakehouse: Record<string, unknown> | undefined,
): MaintenancePolicyDocument[] {
  const { maintenance } = isRecord(lakehouse?.policies)
    ? lakehouse.policies
    : { maintenance: undefined };
  try {
    return readConfiguredPolicies(maintenance, POLICIES);
  } catch (error) {
    throw new BadInputError((error as Error).message, { cause: error });
  }
}

function readApprovals(
  lakehouse: Record<string, unknown> | undefined,
): AppliedMaintenance['approvals'] {
  const { approvals } = isRecord(lakehouse?.maintenance)
    ? lakehouse.maintenance
    : { approvals: undefined };
  const found: AppliedMaintenance['approvals'] = {};
  for (const [key, value] of Object.entries(
    isRecord(approvals) ? approvals : {},
  )) {
    const operation = maintenanceOperations.find(one => one === key);
    const approval = APPROVALS.find(one => one === value);
    if (!operation || !approval) {
      throw new BadInputError(
        `Config lakehouse.maintenance.approvals.${key}: an operation (${maintenanceOperations.join(
          ', ',
        )}) has one of ${APPROVALS.join(', ')}, not ${JSON.stringify(value)}`,
      );
    }
    found[operation] = approval;
  }
  return found;
}
