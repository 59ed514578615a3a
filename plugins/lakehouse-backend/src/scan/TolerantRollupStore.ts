import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { RollupStore } from '@lakehouse-portal/table-metadata';

/** Between two words about the same trouble. */
const SILENCE_MS = 10 * 60 * 1000;

/** A store whose failures cost time and nothing else: what it can't give is read again. They are logged once in a while. */
export class TolerantRollupStore implements RollupStore {
  readonly #store: RollupStore;
  readonly #logger: LoggerService;
  readonly #now: () => number;
  #loggedAt = -Infinity;
  #failures = 0;

  constructor(
    store: RollupStore,
    options: { logger: LoggerService; now: () => number },
  ) {
    this.#store = store;
    this.#logger = options.logger;
    this.#now = options.now;
  }

  async read(keys: string[]): Promise<Map<string, Uint8Array>> {
    try {
      return await this.#store.read(keys);
    } catch (error) {
      this.#report(error);
      return new Map();
    }
  }

  async write(values: Map<string, Uint8Array>): Promise<void> {
    try {
      await this.#store.write(values);
    } catch (error) {
      this.#report(error);
    }
  }

  #report(error: unknown): void {
    this.#failures += 1;
    const now = this.#now();
    if (now - this.#loggedAt < SILENCE_MS) {
      return;
    }
    this.#loggedAt = now;
    this.#logger.warn(
      `What was read of manifests can't be kept in the database, so that they are read again (${
        this.#failures
      } failures so far): ${toError(error).message}`,
    );
  }
}
