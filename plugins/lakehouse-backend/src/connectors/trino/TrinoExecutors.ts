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
    release?: number;
  };
  readonly #kept = new Map<string, { executor: TrinoExecutor; at: number }>();

  constructor(
    client: TrinoClient,
    options: {
      session?: Record<string, string>;
      maxDurationMs?: number;
      /** Of a build that doesn't tell it. */
      release?: number;
    },
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
    const { release, ...rest } = this.#options;
    const options = { ...rest, client: this.#client, catalog };
    const executor =
      release === undefined
        ? await TrinoExecutor.connect({ ...options, signal })
        : TrinoExecutor.create({ ...options, version: String(release) });
    this.#kept.set(catalog, { executor, at: performance.now() });
    return executor;
  }
}
