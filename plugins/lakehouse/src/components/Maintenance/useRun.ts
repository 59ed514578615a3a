import { useEffect, useState } from 'react';
import { toError } from '@backstage/errors';
import { useApi } from '@backstage/frontend-plugin-api';
import type {
  RunDetail,
  RunProgress,
  RunStreamEvent,
} from '@lakehouse-portal/plugin-lakehouse-common';
import { maintenanceApiRef } from '../../api';
import {
  announceLakehouseChange,
  describeError,
  type LakehouseQuery,
} from '../shared';
import { useMaintenanceQuery } from './useMaintenanceQuery';

/** Something that happened to a run. */
export type RunEvent = Extract<RunStreamEvent, { type: 'event' }>;

/** After these, nothing is under way until more is told. */
const OVER: RunEvent['kind'][] = [
  'waiting',
  'unit-done',
  'unit-failed',
  'unit-skipped',
];

const RETRY_MS = 5_000;
/** Between two looks at a run to which something happens. */
const REFRESH_MS = 300;
/** Events that a page shows; a run of thousands of pieces has more. */
const MAX_EVENTS = 500;

/** A run as it goes on: asked for anew whenever something happens to it. */
export function useRun(id: string): {
  query: LakehouseQuery<RunDetail>;
  /** Newest last. */
  events: RunEvent[];
  progress?: RunProgress;
  /** False: the events can't be followed at the moment. */
  following: boolean;
} {
  const api = useApi(maintenanceApiRef);
  const query = useMaintenanceQuery(`run/${id}`, (maintenance, options) =>
    maintenance.getRun(id, options),
  );
  const [events, setEvents] = useState<RunEvent[]>([]);
  const [progress, setProgress] = useState<RunProgress>();
  const [following, setFollowing] = useState(true);
  const { refresh } = query;

  useEffect(() => {
    const left = new AbortController();
    const { signal } = left;
    setEvents([]);
    const openedAtMs = Date.now();
    let waiting: ReturnType<typeof setTimeout> | undefined;
    // A page that is opened late is told thousands of events at once.
    function refreshSoon() {
      waiting ??= setTimeout(() => {
        waiting = undefined;
        refresh();
      }, REFRESH_MS);
    }
    async function follow() {
      let after = 0;
      // A run that had ended before the page was opened changes nothing now.
      let wasActive = false;
      while (!signal.aborted) {
        try {
          for await (const event of api.watchRun(id, { after }, { signal })) {
            setFollowing(true);
            if (event.type === 'progress') {
              wasActive = true;
              setProgress(event);
              continue;
            }
            if (event.type === 'end') {
              refresh();
              setProgress(undefined);
              if (wasActive) {
                announceLakehouseChange();
              }
              return;
            }
            if (OVER.includes(event.kind)) {
              setProgress(undefined);
            }
            wasActive ||= Date.parse(event.at) > openedAtMs;
            refreshSoon();
            after = event.seq;
            setEvents(before => [...before, event].slice(-MAX_EVENTS));
          }
        } catch (thrown) {
          if (describeError(toError(thrown)).kind === 'notFound') {
            // Nobody knows the run: asking again would only make the page flicker.
            return;
          }
          // Whatever it was, the next attempt says it again; meanwhile the page says that it doesn't follow.
          if (!signal.aborted) {
            setFollowing(false);
          }
        }
        await pause(RETRY_MS, signal);
        if (!signal.aborted) {
          refresh();
        }
      }
    }
    follow();
    return () => {
      left.abort();
      clearTimeout(waiting);
    };
  }, [api, id, refresh]);

  return { query, events, progress, following };
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}
