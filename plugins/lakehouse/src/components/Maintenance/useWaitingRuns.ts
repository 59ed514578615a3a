import type {
  RunSummary,
  TableRef,
} from '@lakehouse-portal/plugin-lakehouse-common';
import { useLiveQuery } from './useLiveQuery';
import { useMaintenanceQuery } from './useMaintenanceQuery';

const MOST = 100;

/** Runs of the table, of the lakehouse or of any that wait for approval, and whether there are more than these. */
export function useWaitingRuns(scope: {
  table?: TableRef;
  lakehouse?: string;
  /** A run is under way: what waits may change soon. */
  active: boolean;
}): { runs: RunSummary[]; more: boolean } {
  const { table, lakehouse, active } = scope;
  const question = {
    ...(table ?? { lakehouse }),
    state: ['proposed' as const],
    limit: MOST,
  };
  const query = useMaintenanceQuery(
    `waiting/${JSON.stringify(question)}`,
    (api, options) => api.listRuns(question, options),
    { keepPrevious: true },
  );
  useLiveQuery(query, active);
  return query.status === 'loaded'
    ? {
        runs: query.value.items,
        more: query.value.nextCursor !== undefined,
      }
    : { runs: [], more: false };
}
