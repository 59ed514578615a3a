/** Longest time without letting others have a turn, in milliseconds. */
const SLICE_MS = 8;

/**
 * For long work on the thread that also answers requests: the function that it gives is to be called often, and lets
 * others have a turn when it is time.
 *
 * @throws The reason of the signal, from the function.
 */
export function takeTurns(signal?: AbortSignal): () => Promise<void> {
  let last = performance.now();
  return async () => {
    if (performance.now() - last < SLICE_MS) {
      return;
    }
    await new Promise(resolve => setImmediate(resolve));
    signal?.throwIfAborted();
    last = performance.now();
  };
}
