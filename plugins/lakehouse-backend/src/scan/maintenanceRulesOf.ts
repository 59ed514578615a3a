import {
  approvalOf,
  maintenanceOperations,
  rulesOf,
  type ApprovalRule,
  type MaintenanceOperation,
  type MaintenancePolicy,
  type MaintenanceRules,
} from '@lakehouse-portal/maintenance';

/** What plans of a table are made by: what policies leave open, the configuration of the portal decides. */
export function maintenanceRulesOf(
  policy: MaintenancePolicy,
  configured: Partial<Record<MaintenanceOperation, ApprovalRule>>,
): MaintenanceRules {
  const approvals = Object.fromEntries(
    maintenanceOperations.map(operation => [
      operation,
      approvalOf(operation, policy, configured),
    ]),
  ) as Record<MaintenanceOperation, ApprovalRule>;
  return { ...rulesOf(policy), approvals };
}
