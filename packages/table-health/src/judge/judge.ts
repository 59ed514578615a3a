import type { HealthInput, HealthPolicy, TableHealth } from '../model';

/**
 * Judges a table. Pure and deterministic: the same input and policy give the same verdict.
 *
 * @public
 */
export function judge(input: HealthInput, policy: HealthPolicy): TableHealth {
  throw new Error(`judge is being written: ${input.metadata.location} ${policy.layer}`);
}
