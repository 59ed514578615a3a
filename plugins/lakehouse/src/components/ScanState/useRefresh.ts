import { useEffect, useRef } from 'react';

const RUNNING_MS = 3_000;
const REST_MS = 60_000;

/** Refreshes what is shown: every few seconds while a scan runs, else every minute; never while the page is hidden. */
export function useRefresh(refresh: () => void, running: boolean): void {
  const latest = useRef(refresh);
  latest.current = refresh;
  useEffect(() => {
    const interval = setInterval(
      () => {
        if (document.visibilityState !== 'hidden') {
          latest.current();
        }
      },
      running ? RUNNING_MS : REST_MS,
    );
    return () => clearInterval(interval);
  }, [running]);
}
