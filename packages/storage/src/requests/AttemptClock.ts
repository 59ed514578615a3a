import type { RequestPolicy } from './RequestOptions';
import { StoreFailure } from './StoreFailure';

/**
 * The time limits of one try, and the caller's wish to stop, as one signal.
 */
export class AttemptClock {
  readonly #controller = new AbortController();
  readonly #policy: RequestPolicy;
  readonly #caller: AbortSignal | undefined;
  readonly #onAbort = (): void => this.#controller.abort(this.#caller?.reason);
  readonly #total: NodeJS.Timeout;
  #stall: NodeJS.Timeout;

  constructor(policy: RequestPolicy, caller: AbortSignal | undefined) {
    this.#policy = policy;
    this.#caller = caller;
    if (caller?.aborted) this.#onAbort();
    caller?.addEventListener('abort', this.#onAbort, { once: true });
    this.#total = setTimeout(
      () => this.#expire(`it took longer than ${policy.attemptTimeoutMs} ms`),
      policy.attemptTimeoutMs,
    );
    this.#stall = this.#startStall();
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Something has arrived. */
  progress(): void {
    clearTimeout(this.#stall);
    this.#stall = this.#startStall();
  }

  /**
   * Waits for a promise until the time is up, also when what it stands for does not listen to the signal.
   * @throws StoreFailure for a timeout; what the caller's signal was aborted with.
   */
  async race<T>(promise: Promise<T>): Promise<T> {
    const { signal } = this.#controller;
    let onAbort = (): void => undefined;
    const aborted = new Promise<never>((_, reject) => {
      onAbort = () => reject(signal.reason);
      if (signal.aborted) onAbort();
      else signal.addEventListener('abort', onAbort, { once: true });
    });
    try {
      return await Promise.race([promise, aborted]);
    } catch (error) {
      // The library's own word for an abort says less than why it was aborted.
      throw signal.aborted ? signal.reason : error;
    } finally {
      signal.removeEventListener('abort', onAbort);
      // Whichever was slower is nobody's any more.
      promise.catch(() => undefined);
    }
  }

  /** To be called when the try is over. */
  stop(): void {
    clearTimeout(this.#total);
    clearTimeout(this.#stall);
    this.#caller?.removeEventListener('abort', this.#onAbort);
  }

  #startStall(): NodeJS.Timeout {
    return setTimeout(
      () =>
        this.#expire(`nothing arrived for ${this.#policy.stallTimeoutMs} ms`),
      this.#policy.stallTimeoutMs,
    );
  }

  #expire(message: string): void {
    this.#controller.abort(
      new StoreFailure('transient', message, { code: 'ETIMEDOUT' }),
    );
  }
}
