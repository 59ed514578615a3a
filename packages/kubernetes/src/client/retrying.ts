import { ClusterUnreachableError, ServerError } from '../errors';
import { sleep } from './sleep';

const ATTEMPTS = 4;
const FIRST_DELAY_MS = 200;
const MAX_DELAY_MS = 10_000;

/**
 * Tries again where that may help: the server has no time, or failed; the connection broke. Only for what may be done
 * twice, as all that we ask may: reading, server-side apply, and removing an object of a given `uid`.
 */
export async function retrying<T>(
  work: () => Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      signal?.throwIfAborted();
      if (attempt >= ATTEMPTS || !mayPass(error)) throw error;
      await sleep(delayMs(error, attempt), signal);
    }
  }
}

function mayPass(error: unknown): boolean {
  return (
    error instanceof ServerError || error instanceof ClusterUnreachableError
  );
}

function delayMs(error: unknown, attempt: number): number {
  const asked =
    error instanceof ServerError ? (error.retryAfterSeconds ?? 0) * 1_000 : 0;
  const own = FIRST_DELAY_MS * 3 ** (attempt - 1);
  return Math.min(Math.max(asked, own), MAX_DELAY_MS);
}
