/** Lets so many do something at once; the others wait, first come, first served. */
export class Turns {
  readonly #size: number;
  /** In the order of their coming; a set, so that leaving costs the same wherever one stands. */
  readonly #waiting = new Set<() => void>();
  #busy = 0;

  constructor(size: number) {
    this.#size = size;
  }

  /** @throws What `signal` was aborted with, while waiting. */
  async take<T>(
    signal: AbortSignal | undefined,
    work: () => Promise<T>,
  ): Promise<T> {
    signal?.throwIfAborted();
    if (this.#busy < this.#size) this.#busy++;
    else await this.#wait(signal);
    try {
      return await work();
    } finally {
      this.#passOn();
    }
  }

  /** The turn of whoever is done goes to the first who waits, so that nobody who comes meanwhile can get in between. */
  #passOn(): void {
    const [next] = this.#waiting;
    if (next === undefined) {
      this.#busy--;
      return;
    }
    this.#waiting.delete(next);
    next();
  }

  async #wait(signal: AbortSignal | undefined): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const onAbort = (): void => {
        this.#waiting.delete(enter);
        reject(signal?.reason);
      };
      const enter = (): void => {
        signal?.removeEventListener('abort', onAbort);
        resolve();
      };
      this.#waiting.add(enter);
      signal?.addEventListener('abort', onAbort, { once: true });
    });
  }
}
