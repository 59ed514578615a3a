import { TrinoExecutor } from '@lakehouse-portal/executors';
import type { TrinoClient } from '@lakehouse-portal/trino';

/** A server may be upgraded under the feet of the portal: after so long it is asked again which version it is. */
const KEPT_MS = 10 * 60_000;

/** The executors of one Trino, one for each of its catalogs. */
export class TrinoExecutors {
  readonly #client: TrinoClient;
  readonly #options: {
    session?: Record<string, string>;
    maxDurationMs?: number;
  };
  readonly #kept = new Map<string, { executor: TrinoExecutor; at: number }>();

  constructor(
    client: TrinoClient,
    options: { session?: Record<string, string>; maxDurationMs?: number },
  ) {
    this.#client = client;
    this.#options = options;
  }

  /** @throws ExecutorError when the server does not answer. */
  async of(catalog: string, signal?: AbortSignal): Promise<TrinoExecutor> {
    const kept = this.#kept.get(catalog);
    if (kept && performance.now() - kept.at < KEPT_MS) {
      return kept.executor;
    }
    const executor = await TrinoExecutor.connect({
      ...this.#options,
      client: this.#client,
      catalog,
      signal,
    });
    this.#kept.set(catalog, { executor, at: performance.now() });
    return executor;
  }
}
