import type {
  MaintenanceOperation,
  MaintenancePlan,
} from '@lakehouse-portal/maintenance';
import type { AppliedMaintenance } from '../../config/maintenanceOf';

/**
 * Takes out of a plan what a policy, or the configuration, wants two people for: a terminal has one. What merely is so by
 * default stays; whoever has the files of a lakehouse at hand may answer for them alone.
 *
 * @param planOf - Makes the plan of some operations: what is left is predicted anew.
 */
export function leaveToTwo(
  plan: MaintenancePlan,
  applied: AppliedMaintenance,
  planOf: (operations: MaintenanceOperation[]) => MaintenancePlan,
): MaintenancePlan {
  const declined = plan.steps.flatMap(({ operation, title }) => {
    const who = whoWantsTwo(operation, applied);
    return who === undefined
      ? []
      : [
          {
            operation,
            kind: 'must-not' as const,
            reason: `${title} would be due, but takes a second person (${who}). Propose it in the portal.`,
          },
        ];
  });
  if (declined.length === 0) {
    return plan;
  }
  const left = new Set(declined.map(({ operation }) => operation));
  const rest = planOf(
    [...plan.steps, ...plan.declined]
      .map(({ operation }) => operation)
      .filter(operation => !left.has(operation)),
  );
  return { ...rest, declined: [...rest.declined, ...declined] };
}

/** The policy or the setting that wants two people for an operation; undefined: at most the default does. */
export function whoWantsTwo(
  operation: MaintenanceOperation,
  { policy, approvals }: AppliedMaintenance,
): string | undefined {
  const { value, source } = policy.approvals[operation];
  if (source.kind === 'policy') {
    return value === 'four-eyes' ? source.label : undefined;
  }
  return approvals[operation] === 'four-eyes'
    ? 'lakehouse.maintenance.approvals'
    : undefined;
}
