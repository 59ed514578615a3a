/**
 * Does something for each item, a few at a time, and gives the results in the order of the items.
 *
 * @param concurrency - Items that are worked on at once, those whose results wait to be taken included.
 * @throws What work throws, at its place in the order. What is under way then is told by `signal` to stop.
 */
export async function* inOrder<T, R>(
  items: Iterable<T>,
  concurrency: number,
  work: (item: T, signal: AbortSignal) => Promise<R>,
  signal?: AbortSignal,
): AsyncGenerator<R> {
  const own = new AbortController();
  const all = signal ? AbortSignal.any([signal, own.signal]) : own.signal;
  const running: Array<Promise<R>> = [];
  const next = (): Promise<R> | undefined => running.shift();
  try {
    for (const item of items) {
      const result = work(item, all);
      // Whoever stops taking results leaves failures that nobody waits for.
      result.catch(() => undefined);
      running.push(result);
      if (running.length >= concurrency) yield (await next()) as R;
    }
    for (let result = next(); result; result = next()) yield await result;
  } finally {
    own.abort(new Error('Nobody waits for it any more'));
  }
}
