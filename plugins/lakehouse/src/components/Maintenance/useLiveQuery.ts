import { useEffect, useRef } from 'react';
import type { LakehouseQuery } from '../shared';

/** Between two looks while something is under way, in milliseconds. */
export const ACTIVE_MS = 3_000;
/** Between two looks at other times, in milliseconds. */
export const REST_MS = 30_000;

/**
 * Asks again and again: every few seconds while something is under way, else every half minute; never while the page is
 * hidden, nor while an answer is on its way, which would be given up for the next one.
 */
export function useLiveQuery(
  query: LakehouseQuery<unknown>,
  active: boolean,
): void {
  const latest = useRef(query);
  latest.current = query;
  useEffect(() => {
    const interval = setInterval(
      () => {
        const now = latest.current;
        const asking =
          now.status === 'loading' ||
          (now.status === 'loaded' && now.refreshing);
        if (document.visibilityState !== 'hidden' && !asking) {
          now.refresh();
        }
      },
      active ? ACTIVE_MS : REST_MS,
    );
    return () => clearInterval(interval);
  }, [active]);
}
