import { useEffect, useRef } from 'react';
import type { TableRef } from '@lakehouse-portal/plugin-lakehouse-common';
import { announceLakehouseChange } from '../shared';
import { ACTIVE_STATES, isUnderWay } from './isUnderWay';
import { useLiveQuery } from './useLiveQuery';
import { useMaintenanceQuery } from './useMaintenanceQuery';

/** Runs that are looked at: beyond these, a list of runs is looked at every half minute only. */
const MOST = 50;

/**
 * Whether a run of the table, of the lakehouse or of any is under way. When the last one has ended, everything on the page
 * that shows tables asks again.
 */
export function useActivity(scope: {
  table?: TableRef;
  lakehouse?: string;
}): boolean {
  const { table, lakehouse } = scope;
  const question = {
    ...(table ?? { lakehouse }),
    state: ACTIVE_STATES,
    limit: MOST,
  };
  const query = useMaintenanceQuery(
    `active/${JSON.stringify(question)}`,
    (api, options) => api.listRuns(question, options),
  );
  const active =
    query.status === 'loaded' && query.value.items.some(isUnderWay);
  useLiveQuery(query, active);
  const before = useRef(active);
  useEffect(() => {
    if (before.current && !active) {
      announceLakehouseChange();
    }
    before.current = active;
  }, [active]);
  return active;
}
