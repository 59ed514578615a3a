import type { MaintenancePlan } from '@lakehouse-portal/maintenance';

/** A plan each of whose steps takes the approval of somebody else than who proposes it, whatever the policy says. */
export function withFourEyes(plan: MaintenancePlan): MaintenancePlan {
  return {
    ...plan,
    steps: plan.steps.map(step => ({ ...step, approval: 'four-eyes' })),
  };
}
