/**
 * Works through items, so many at a time. The first error stops the rest and is thrown when
 * those under way have ended; so does the signal.
 */
export async function forEachConcurrently<T>(
  items: Iterable<T>,
  options: { concurrency: number; signal?: AbortSignal },
  work: (item: T) => Promise<void>,
): Promise<void> {
  const iterator = items[Symbol.iterator]();
  let failure: { error: unknown } | undefined;
  async function worker(): Promise<void> {
    while (!failure && !options.signal?.aborted) {
      const next = iterator.next();
      if (next.done) {
        return;
      }
      try {
        await work(next.value);
      } catch (error) {
        failure ??= { error };
      }
    }
  }
  await Promise.all(Array.from({ length: options.concurrency }, worker));
  options.signal?.throwIfAborted();
  if (failure) {
    throw failure.error;
  }
}
