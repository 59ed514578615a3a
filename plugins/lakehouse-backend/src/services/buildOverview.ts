import type {
  FleetOverview,
  LakehouseSummary,
  OwnerRollUp,
  TableSummary,
} from '@lakehouse-portal/plugin-lakehouse-common';
import { addRollUps, groupBy, type TableGroup } from '../database';
import { fleetLede } from './fleetLede';

const LAYER_ORDER = ['bronze', 'silver', 'gold'];

/** Tables without a layer are shown under this one. */
export const NO_LAYER = 'none';

/** Health by owner and layer, and what it comes to. */
export function buildOverview(fleet: {
  groups: TableGroup[];
  lakehouses: LakehouseSummary[];
  worst: TableSummary[];
}): FleetOverview {
  const { groups, lakehouses, worst } = fleet;
  const total = addRollUps(groups);
  const owners = [...groupBy(groups, group => group.owner)].map(
    ([owner, ownerGroups]): OwnerRollUp => ({
      owner,
      layers: byLayer(ownerGroups).map(([layer, layerGroups]) => ({
        layer,
        rollUp: addRollUps(layerGroups),
      })),
      total: addRollUps(ownerGroups),
    }),
  );
  owners.sort(worstFirst);
  const withoutOwner =
    owners.find(({ owner }) => owner === undefined)?.total.tables ?? 0;
  return {
    lede: fleetLede({ total, lakehouses, worst, withoutOwner }),
    total,
    owners,
    layers: byLayer(groups).map(([layer]) => layer),
    lakehouses,
  };
}

/** Layers in the order in which data flows through them, others by name, tables without one last. */
export function compareLayers(a: string, b: string): number {
  return rankOf(a) - rankOf(b) || (a < b ? -1 : Number(a > b));
}

function byLayer(groups: TableGroup[]): Array<[string, TableGroup[]]> {
  return [...groupBy(groups, group => group.layer ?? NO_LAYER)].sort(
    ([a], [b]) => compareLayers(a, b),
  );
}

function rankOf(layer: string): number {
  if (layer === NO_LAYER) {
    return LAYER_ORDER.length + 1;
  }
  const index = LAYER_ORDER.indexOf(layer);
  return index < 0 ? LAYER_ORDER.length : index;
}

function worstFirst(a: OwnerRollUp, b: OwnerRollUp): number {
  return (
    b.total.critical - a.total.critical ||
    b.total.unknown - a.total.unknown ||
    b.total.atRisk - a.total.atRisk ||
    b.total.tables - a.total.tables ||
    (a.owner ?? '').localeCompare(b.owner ?? '', 'en-US')
  );
}
