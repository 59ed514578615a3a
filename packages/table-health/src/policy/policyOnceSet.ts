import type { HealthPolicy, PolicyValue } from '../model';
import { applyOverrides } from './applyOverrides';
import { propertyOverrides } from './propertyOverrides';

/** What a table says of itself goes over these. */
const weaker = new Set(['suite-default', 'layer', 'table-property']);

/**
 * A policy once some properties of its table are set: what the table says by them goes over suite and layer, as in
 * `resolvePolicy`; what a person or a policy says stays.
 *
 * @param properties - Those that are set, with values that can be read.
 * @throws InvalidPolicyError for a value that can't be.
 * @public
 */
export function policyOnceSet(
  policy: HealthPolicy,
  properties: Record<string, string>,
): HealthPolicy {
  const changes: Partial<HealthPolicy> = {};
  for (const { key, overrides } of propertyOverrides(properties)) {
    const said = applyOverrides(
      {},
      overrides,
      { kind: 'table-property', label: 'table property', reference: key },
      key,
    );
    for (const [name, value] of Object.entries(said)) {
      const present = policy[name as keyof HealthPolicy] as
        | PolicyValue<unknown>
        | undefined;
      if (!present || weaker.has(present.source.kind)) {
        Object.assign(changes, { [name]: value });
      }
    }
  }
  const { problems, ...rest } = policy;
  const left = problems?.filter(({ key }) => !Object.hasOwn(properties, key));
  return { ...rest, ...changes, ...(left?.length && { problems: left }) };
}
