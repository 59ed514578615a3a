import type { Lakehouse } from '../../document';
import type { AddonName } from './charts';
import { wantedAddons } from './wantedAddons';

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
  const names = wantedAddons(lakehouse).sort();
  return [...new Set(names.map(name => addonNamespace(lakehouse, name)))];
}
