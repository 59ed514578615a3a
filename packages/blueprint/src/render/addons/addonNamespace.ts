import type { Lakehouse } from '../../document';
import type { AddonName } from './charts';

/**
 * Where an optional part runs: in a namespace of its own, unless the document says where. That of the lakehouse takes only
 * pods of the restricted profile, and may have a quota: charts of others know of neither.
 */
export function addonNamespace(
  { addons, name: lakehouse }: Lakehouse,
  name: AddonName,
): string {
  return addons[name]?.namespace ?? `${lakehouse}-${name}`;
}

/** Those of all optional parts of a lakehouse, each once. */
export function addonNamespaces(lakehouse: Lakehouse): string[] {
  const { deliver: _, ...addons } = lakehouse.addons;
  const names = Object.keys(addons) as AddonName[];
  return [
    ...new Set(names.sort().map(name => addonNamespace(lakehouse, name))),
  ];
}
