import { toError } from '@backstage/errors';
import type {
  LakehouseSource,
  LakehouseSources,
} from '@lakehouse-portal/plugin-lakehouse-common';
import type {
  LakehouseConnector,
  SourceDescription,
} from '@lakehouse-portal/plugin-lakehouse-node';
import type { ConnectionConfig } from '../../config';
import type { ConnectorPool } from '../../connectors';
import { isoTime } from '../../isoTime';
import { untilAborted } from '../../scan/untilAborted';

/** Versions and capabilities change with an upgrade of the source. */
const FRESH_MS = 60_000;
/** How long the page waits for sources that do not answer. */
const PATIENCE_MS = 8_000;

interface Known {
  sources: LakehouseSource[];
  atMs: number;
}

/** What the sources of lakehouses say of themselves, asked at most once a minute; what was known stays while they are down. */
export class SourceDescriptions {
  readonly #connectors: ConnectorPool;
  readonly #now: () => number;
  readonly #patienceMs: number;
  readonly #known = new Map<string, Known>();
  readonly #asking = new Map<string, Promise<Known>>();

  static create(options: {
    connectors: ConnectorPool;
    now: () => number;
    /** For tests. */
    patienceMs?: number;
  }): SourceDescriptions {
    return new SourceDescriptions(options);
  }

  private constructor(options: {
    connectors: ConnectorPool;
    now: () => number;
    patienceMs?: number;
  }) {
    this.#connectors = options.connectors;
    this.#now = options.now;
    this.#patienceMs = options.patienceMs ?? PATIENCE_MS;
  }

  /** Never throws for what the sources do: that is in the answer. */
  async of(
    connection: ConnectionConfig,
    signal?: AbortSignal,
  ): Promise<Omit<LakehouseSources, 'scan'>> {
    const { name } = connection;
    const known = this.#known.get(name);
    if (known && this.#now() - known.atMs < FRESH_MS) {
      return { sources: known.sources };
    }
    // Those who ask at the same time share the answer, and none of them stops it for the others.
    const asking = this.#asking.get(name) ?? this.#ask(connection);
    try {
      const { sources } = await untilAborted(asking, signal);
      return { sources };
    } catch (thrown) {
      signal?.throwIfAborted();
      return {
        sources: known?.sources ?? [],
        error: toError(thrown).message,
      };
    }
  }

  #ask(connection: ConnectionConfig): Promise<Known> {
    const { name } = connection;
    const asking = this.#describe(connection)
      .then(known => {
        this.#known.set(name, known);
        return known;
      })
      .finally(() => this.#asking.delete(name));
    // Whoever waited may have left.
    asking.catch(() => undefined);
    this.#asking.set(name, asking);
    return asking;
  }

  async #describe(connection: ConnectionConfig): Promise<Known> {
    const stop = new AbortController();
    const timer = setTimeout(
      () =>
        stop.abort(
          new Error(
            `There was no answer within ${this.#patienceMs / 1000} seconds`,
          ),
        ),
      this.#patienceMs,
    );
    const { signal } = stop;
    try {
      const connector = await this.#connectors.get(connection, { signal });
      const descriptions =
        (await untilAborted(
          connector.describeSources?.({ signal }) ?? Promise.resolve([]),
          signal,
        )) ?? [];
      const atMs = this.#now();
      return {
        atMs,
        sources: descriptions.map(description =>
          sourceOf(description, connector, atMs),
        ),
      };
    } finally {
      clearTimeout(timer);
    }
  }
}

function sourceOf(
  { source, product, version, components, capabilities }: SourceDescription,
  connector: LakehouseConnector,
  atMs: number,
): LakehouseSource {
  return {
    source,
    product,
    version,
    components: components ?? [],
    capabilities,
    describedAt: isoTime(atMs),
    testable: connector.checkSource !== undefined,
  };
}
