import type {
  FleetOverview,
  HealthRollUp,
} from '@lakehouse-portal/plugin-lakehouse-common';
import { useLakehouseQuery } from '../shared';
import type { ViewCounts } from '../TablesList';

/** Tables of each view. All but one are known from the overview; the stale ones are asked for. */
export function useViewCounts(
  overview: FleetOverview,
  lakehouse: string | undefined,
  revision: string,
): ViewCounts {
  const stale = useLakehouseQuery(
    `stale/${lakehouse}/${revision}`,
    (api, options) =>
      api.listTables({ lakehouse, minAge: 'P7D', limit: 1 }, options),
    { keepPrevious: true },
  );
  const { total, owners } = overview;
  return {
    all: listed(total),
    needsWork: total.critical + total.atRisk,
    unknown: total.unknown,
    stale: stale.status === 'loaded' ? stale.value.totalItems : undefined,
    noOwner: listed(owners.find(({ owner }) => owner === undefined)?.total),
  };
}

/** Rows of the list: views and the like are in it, too. */
function listed(rollUp: HealthRollUp | undefined): number {
  return (rollUp?.tables ?? 0) + (rollUp?.others ?? 0);
}
