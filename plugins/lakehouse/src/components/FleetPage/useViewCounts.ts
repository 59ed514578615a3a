import type { FleetOverview } from '@lakehouse-portal/plugin-lakehouse-common';
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
    all: total.tables,
    needsWork: total.critical + total.atRisk,
    unknown: total.unknown,
    stale: stale.status === 'loaded' ? stale.value.totalItems : undefined,
    noOwner: owners.find(({ owner }) => owner === undefined)?.total.tables ?? 0,
  };
}
