import type { HealthPolicy, PolicyValue } from '../model';
import { applyOverrides } from './applyOverrides';
import { layerDefaults } from './policyDefaults';

/**
 * Whether what a table says of itself goes over a value of its policy: it does over the suite and over what a layer has by
 * default, but not over what the configuration says of the layer.
 */
export function isWeakerThanTable(
  policy: HealthPolicy,
  name: Exclude<keyof HealthPolicy, 'layer' | 'problems'>,
): boolean {
  const { value, source }: PolicyValue<unknown> = policy[name];
  const { layer } = policy;
  switch (source.kind) {
    case 'suite-default':
    case 'table-property':
      return true;
    case 'layer':
      // What the configuration says names the key where it does.
      return (
        source.reference === undefined &&
        layer !== undefined &&
        Object.hasOwn(layerDefaults, layer) &&
        applyOverrides({}, layerDefaults[layer], source)[name]?.value === value
      );
    default:
      return false;
  }
}
