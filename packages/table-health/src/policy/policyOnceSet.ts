import type { HealthPolicy } from '../model';
import { applyOverrides } from './applyOverrides';
import { isWeakerThanTable } from './isWeakerThanTable';
import { propertyOverrides } from './propertyOverrides';

/**
 * A policy once some properties of its table are set: what the table says by them goes over the suite and the defaults
 * of its layer, as in `resolvePolicy`; what a person, a policy or the configuration says, also of the layer, stays.
 *
 * @param properties - Those that are set, with values that can be read. Not those of retention: only its owner sets them.
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
      if (
        isWeakerThanTable(
          policy,
          name as Parameters<typeof isWeakerThanTable>[1],
        )
      ) {
        Object.assign(changes, { [name]: value });
      }
    }
  }
  const { problems, ...rest } = policy;
  const left = problems?.filter(({ key }) => !Object.hasOwn(properties, key));
  return { ...rest, ...changes, ...(left?.length && { problems: left }) };
}
