import type { TrinoClient, TrinoQueryOptions, TrinoResult } from '../client';

/** Runs statements on one Trino, at most so many at the same time; others wait their turn. */
export class QueryGate {
  readonly #client: TrinoClient;
  readonly #maxConcurrent: number;
  readonly #waiting: Array<() => void> = [];
  #running = 0;

  constructor(client: TrinoClient, maxConcurrent: number) {
    this.#client = client;
    this.#maxConcurrent = maxConcurrent;
  }

  /** @throws As `TrinoClient.query` does. */
  async query(
    sql: string,
    options: TrinoQueryOptions = {},
  ): Promise<TrinoResult> {
    await this.#enter(options.signal);
    try {
      return await this.#client.query(sql, options);
    } finally {
      this.#leave();
    }
  }

  async #enter(signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    if (this.#running < this.#maxConcurrent) {
      this.#running++;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const enter = () => {
        signal?.removeEventListener('abort', giveUp);
        // The place of the one that left is handed on: nobody gets in between.
        resolve();
      };
      const giveUp = () => {
        this.#waiting.splice(this.#waiting.indexOf(enter), 1);
        reject(signal?.reason);
      };
      signal?.addEventListener('abort', giveUp, { once: true });
      this.#waiting.push(enter);
    });
  }

  #leave(): void {
    const next = this.#waiting.shift();
    if (next) {
      next();
    } else {
      this.#running--;
    }
  }
}
