import { QueryBusyError, QueryCancelledError } from './errors';

/** Lets so many through at a time; the others wait in line, up to a limit. */
export class QuerySlots {
  readonly #maxWaiting: number;
  readonly #waiting: Array<() => void> = [];
  #free: number;

  constructor(slots: number, maxWaiting: number) {
    this.#free = slots;
    this.#maxWaiting = maxWaiting;
  }

  /** How many wait. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /**
   * @returns a function that frees the slot.
   * @throws QueryBusyError when too many wait, QueryCancelledError when `signal` aborts first.
   */
  async acquire(signal: AbortSignal): Promise<() => void> {
    if (signal.aborted) {
      throw new QueryCancelledError();
    }
    if (this.#free > 0) {
      this.#free -= 1;
      return this.#release();
    }
    if (this.#waiting.length >= this.#maxWaiting) {
      throw new QueryBusyError(this.#waiting.length);
    }
    await new Promise<void>((resolve, reject) => {
      const abort = () => {
        this.#waiting.splice(this.#waiting.indexOf(proceed), 1);
        reject(new QueryCancelledError());
      };
      const proceed = () => {
        signal.removeEventListener('abort', abort);
        resolve();
      };
      signal.addEventListener('abort', abort, { once: true });
      this.#waiting.push(proceed);
    });
    return this.#release();
  }

  #release(): () => void {
    let released = false;
    return () => {
      if (released) {
        return;
      }
      released = true;
      const next = this.#waiting.shift();
      if (next) {
        next();
      } else {
        this.#free += 1;
      }
    };
  }
}
