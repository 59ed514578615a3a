import type { CommitRhythm, HealthPolicy } from '../model';
import { applyOverrides } from './applyOverrides';
import { workloadDefaults } from './policyDefaults';

/**
 * A policy with the defaults for how a table is written, in place of those of the suite alone: what a layer, the table or a
 * person says stays. The judge does this by itself, because only a table's own commits tell how it is written.
 * @public
 */
export function withWorkload(
  policy: HealthPolicy,
  workload: CommitRhythm['workload'],
): HealthPolicy {
  const defaults = workloadDefaults[workload];
  if (!defaults) {
    return policy;
  }
  const changed = applyOverrides({}, defaults, {
    kind: 'suite-default',
    label: `suite default for ${workload} tables`,
  });
  const left = Object.entries(changed).filter(
    ([key]) =>
      policy[key as 'maintenanceIntervalMs'].source.kind === 'suite-default',
  );
  return { ...policy, ...Object.fromEntries(left) };
}
