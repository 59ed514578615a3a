import type { RunSummary } from '@lakehouse-portal/plugin-lakehouse-common';
import { isUnderWay } from './isUnderWay';
import { useLiveQuery } from './useLiveQuery';
import { useMaintenanceQuery } from './useMaintenanceQuery';

const NONE = { items: [] };
/** The most that a batch has. */
const MOST = 100;

/**
 * The runs of a batch as they are now, by id; empty until they are known.
 *
 * @param deeds - What was done to the batch so far: an answer from before the last of it is not shown.
 */
export function useBatchRuns(
  batch: string | undefined,
  deeds: number,
): ReadonlyMap<string, RunSummary> {
  const query = useMaintenanceQuery(
    `batch/${JSON.stringify([batch, deeds])}`,
    async (api, options) =>
      batch === undefined
        ? NONE
        : api.listRuns({ batch, limit: MOST }, options),
  );
  const runs: RunSummary[] = query.status === 'loaded' ? query.value.items : [];
  useLiveQuery(query, runs.some(isUnderWay));
  return new Map(runs.map(run => [run.id, run]));
}
