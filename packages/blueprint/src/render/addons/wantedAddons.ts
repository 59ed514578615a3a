import type { Lakehouse } from '../../document';
import { ADDON_CHARTS, type AddonName } from './charts';

/** The optional parts of a lakehouse, in an order of ours. */
export function wantedAddons({ addons }: Lakehouse): AddonName[] {
  return (Object.keys(ADDON_CHARTS) as AddonName[]).filter(
    name => addons[name],
  );
}
