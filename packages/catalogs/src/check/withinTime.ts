/**
 * What a promise gives, unless it takes longer or is no longer wanted. The work itself is not stopped.
 *
 * @param timeoutMs - Undefined: as long as it takes.
 * @param late - Makes the error when it takes longer.
 */
export async function withinTime<T>(
  work: Promise<T>,
  timeoutMs: number | undefined,
  signal: AbortSignal | undefined,
  late: () => Error = () => new Error('It took too long'),
): Promise<T> {
  // When nobody waits any more, its failure is nobody's.
  work.catch(() => undefined);
  signal?.throwIfAborted();
  return new Promise((resolve, reject) => {
    const timer =
      timeoutMs === undefined
        ? undefined
        : setTimeout(() => end(() => reject(late())), timeoutMs);
    const stop = (): void => end(() => reject(signal?.reason));
    function end(settle: () => void): void {
      clearTimeout(timer);
      signal?.removeEventListener('abort', stop);
      settle();
    }
    signal?.addEventListener('abort', stop, { once: true });
    work.then(
      value => end(() => resolve(value)),
      error => end(() => reject(error)),
    );
  });
}
