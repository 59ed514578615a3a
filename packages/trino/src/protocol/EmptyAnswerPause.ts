import { setTimeout as sleep } from 'node:timers/promises';

/** Trino holds a request until it has something to say, for up to a second: an answer this fast was not held. */
const AT_ONCE_MS = 20;
/** So many at once are still honest: a query that changes its state several times, or whose figures are gathered last. */
const MAX_AT_ONCE = 50;
const PAUSE_STEP_MS = 10;
const LONGEST_PAUSE_MS = 500;

/** Keeps a server that answers at once, without rows, again and again, from being asked hundreds of times a second. */
export class EmptyAnswerPause {
  #atOnce = 0;

  /** A page came. */
  answered(elapsedMs: number, rows: number): void {
    this.#atOnce = rows === 0 && elapsedMs < AT_ONCE_MS ? this.#atOnce + 1 : 0;
  }

  /** Waits before the next request, if at all. */
  async wait(signal: AbortSignal): Promise<void> {
    const pauseMs = Math.min(
      LONGEST_PAUSE_MS,
      PAUSE_STEP_MS * (this.#atOnce - MAX_AT_ONCE),
    );
    if (pauseMs <= 0) {
      return;
    }
    try {
      await sleep(pauseMs, undefined, { signal });
    } catch (error) {
      // The error of the timer says only that it was aborted; the signal says why.
      signal.throwIfAborted();
      throw error;
    }
  }
}
