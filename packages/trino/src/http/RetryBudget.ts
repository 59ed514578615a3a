import { setTimeout as sleep } from 'node:timers/promises';

const FIRST_DELAY_MS = 50;
const LONGEST_DELAY_MS = 2_000;

/** What is left of a query's retries: they are counted over all of its requests. */
export class RetryBudget {
  #retries: number;
  #waitMs: number;
  #attempt = 0;

  constructor(options: { maxRetries: number; maxWaitMs: number }) {
    this.#retries = options.maxRetries;
    this.#waitMs = options.maxWaitMs;
  }

  /** A request was answered: the next trouble starts with short waits again. */
  succeeded(): void {
    this.#attempt = 0;
  }

  /**
   * Waits before the next attempt: 50 to 100 ms as the protocol has it, then longer, or as long as the server asks for when that is
   * longer.
   *
   * @returns false, at once, when nothing is left for that.
   */
  async wait(
    askedMs: number | undefined,
    signal: AbortSignal,
  ): Promise<boolean> {
    const base = Math.min(
      LONGEST_DELAY_MS,
      FIRST_DELAY_MS * 2 ** Math.min(this.#attempt, 10),
    );
    const delayMs = Math.max(askedMs ?? 0, base + Math.random() * base);
    if (this.#retries <= 0 || delayMs > this.#waitMs) {
      return false;
    }
    this.#retries--;
    this.#attempt++;
    this.#waitMs -= delayMs;
    try {
      await sleep(delayMs, undefined, { signal });
    } catch (error) {
      // The error of the timer says only that it was aborted; the signal says why.
      signal.throwIfAborted();
      throw error;
    }
    return true;
  }
}

/** `Retry-After` in milliseconds: seconds, or a date. */
export function retryAfterMs(
  header: string | undefined,
  now: number,
): number | undefined {
  if (header === undefined) {
    return undefined;
  }
  if (/^\s*\d{1,9}\s*$/.test(header)) {
    return Number(header) * 1000;
  }
  // A date starts with the day of the week; "-1" would be one of the year 2001.
  const date = /^\s*[a-z]/i.test(header) ? Date.parse(header) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
