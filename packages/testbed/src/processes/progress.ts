import { AsyncLocalStorage } from 'node:async_hooks';

/** Gets lines that say how long work comes on. */
export type ProgressListener = (line: string) => void;

const listeners = new AsyncLocalStorage<ProgressListener>();

/** Runs `work`; what is fetched or built within it tells `listener` how it comes on. */
export function withProgress<T>(
  listener: ProgressListener,
  work: () => Promise<T>,
): Promise<T> {
  return listeners.run(listener, work);
}

/** Tells whoever waits, if anybody wants to know. */
export function reportProgress(line: string): void {
  listeners.getStore()?.(line);
}
