/**
 * Works on all items, some at once, and returns the results in their order. After a failure nothing new is begun, and what
 * is under way is waited for, so that nothing goes on behind the caller's back.
 *
 * @throws What the first that failed threw.
 */
export async function boundedAll<T, R>(
  items: readonly T[],
  concurrency: number,
  work: (item: T, index: number) => Promise<R>,
): Promise<R[]> {
  const results = new Array<R>(items.length);
  let next = 0;
  let failure: { error: unknown } | undefined;
  const worker = async () => {
    while (next < items.length && !failure) {
      const index = next;
      next += 1;
      try {
        results[index] = await work(items[index], index);
      } catch (error) {
        failure ??= { error };
      }
    }
  };
  await Promise.all(
    Array.from({ length: Math.min(concurrency, items.length) }, worker),
  );
  if (failure) throw (failure as { error: unknown }).error;
  return results;
}
