import { setTimeout as sleep } from 'node:timers/promises';
import { failureOfError } from './failureOfError';
import type { RequestPolicy } from './RequestOptions';
import { StoreFailure } from './StoreFailure';
import { toReadError } from './toReadError';

/**
 * Tries until it works, fails for good, or the attempts are used up. Between two tries it waits a random time below a
 * bound that doubles, and at least as long as the store asks for.
 *
 * @param attempt - Throws what is final as it is to be seen, a {@link StoreFailure} otherwise.
 * @throws What `signal` was aborted with, at once; the errors of `toReadError`.
 * @see https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/
 */
export async function withRetries<T>(
  location: string,
  policy: RequestPolicy,
  signal: AbortSignal | undefined,
  attempt: () => Promise<T>,
): Promise<T> {
  for (let attempts = 1; ; attempts++) {
    signal?.throwIfAborted();
    let failure: StoreFailure;
    try {
      return await attempt();
    } catch (error) {
      signal?.throwIfAborted();
      if (!(error instanceof StoreFailure)) throw error;
      failure = error;
    }
    const waitMs = waitBefore(attempts, failure, policy);
    if (waitMs === undefined) throw toReadError(failure, location, attempts);
    try {
      await sleep(waitMs, undefined, { signal });
    } catch (error) {
      signal?.throwIfAborted();
      throw failureOfError(error);
    }
  }
}

/** Undefined: give up. */
function waitBefore(
  attempts: number,
  failure: StoreFailure,
  policy: RequestPolicy,
): number | undefined {
  if (failure.kind !== 'transient' || attempts >= policy.attempts)
    return undefined;
  const askedMs = failure.retryAfterMs ?? 0;
  if (askedMs > policy.maxRetryAfterMs) return undefined;
  const boundMs = Math.min(
    policy.maxBackoffMs,
    policy.backoffMs * 2 ** (attempts - 1),
  );
  return askedMs + Math.random() * boundMs;
}
