import { useSyncExternalStore } from 'react';

const TICK_MS = 15_000;

// One timer for all ages on the page, running only while somebody looks at one.
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let now = Date.now();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (timer === undefined) {
    now = Date.now();
    timer = setInterval(() => {
      now = Date.now();
      for (const notify of listeners) {
        notify();
      }
    }, TICK_MS);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

function read(): number {
  // Without a subscriber nothing ticks, so that a first render would see an old time.
  if (timer === undefined && Date.now() - now > TICK_MS) {
    now = Date.now();
  }
  return now;
}

/** The current time in milliseconds since the epoch, coarse: it moves every 15 seconds. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, read);
}
