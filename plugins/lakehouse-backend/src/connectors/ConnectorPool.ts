import type { LoggerService } from '@backstage/backend-plugin-api';
import { ServiceUnavailableError, toError } from '@backstage/errors';
import type { LakehouseConnector } from '@lakehouse-portal/plugin-lakehouse-node';
import type { ConnectionConfig } from '../config';
import { untilAborted } from '../scan/untilAborted';
import type { ConnectorRegistry } from './ConnectorRegistry';

/** How long a page waits for what it can do without. */
const PATIENCE_MS = 1_000;

interface Entry {
  connection: ConnectionConfig;
  connector: Promise<LakehouseConnector>;
  /** What the connector does until it is there. */
  activity?: string;
  listeners: Set<(activity: string) => void>;
}

/** Holds one open connector per lakehouse. A connection that failed is tried again by the next who asks. */
export class ConnectorPool {
  readonly #registry: ConnectorRegistry;
  readonly #logger: LoggerService;
  readonly #entries = new Map<string, Entry>();
  readonly #shutdown = new AbortController();

  static create(options: {
    registry: ConnectorRegistry;
    logger: LoggerService;
  }): ConnectorPool {
    return new ConnectorPool(options.registry, options.logger);
  }

  private constructor(registry: ConnectorRegistry, logger: LoggerService) {
    this.#registry = registry;
    this.#logger = logger;
  }

  /**
   * The connector of a lakehouse, opened when it is first asked for.
   *
   * @throws InputError for wrong configuration, ServiceUnavailableError when it can't be opened.
   */
  async get(
    connection: ConnectionConfig,
    options: {
      signal?: AbortSignal;
      onProgress?: (activity: string) => void;
    } = {},
  ): Promise<LakehouseConnector> {
    const entry = this.#entryOf(connection);
    const { onProgress } = options;
    if (onProgress) {
      entry.listeners.add(onProgress);
      if (entry.activity) {
        onProgress(entry.activity);
      }
    }
    try {
      return await untilAborted(entry.connector, options.signal);
    } finally {
      if (onProgress) {
        entry.listeners.delete(onProgress);
      }
    }
  }

  /**
   * The connector of a lakehouse if it is open, or opens within a moment; undefined while it is
   * being prepared, and when it can't be opened: for what a page can do without.
   */
  async peek(
    connection: ConnectionConfig,
  ): Promise<LakehouseConnector | undefined> {
    const connector = this.get(connection, {
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    // The reason was logged when opening failed, and is the state of the lakehouse's scan.
    return connector.catch(() => undefined);
  }

  /** Closes all connectors. */
  async close(): Promise<void> {
    this.#shutdown.abort();
    const entries = [...this.#entries.values()];
    this.#entries.clear();
    for (const entry of entries) {
      const connector = await entry.connector.catch(() => undefined);
      await connector?.close?.();
    }
  }

  /** Closes the connector of one lakehouse. */
  async forget(name: string): Promise<void> {
    const entry = this.#entries.get(name);
    this.#entries.delete(name);
    const connector = await entry?.connector.catch(() => undefined);
    await connector?.close?.();
  }

  /** A name may have gone, and be that of another lakehouse now: then what was open is closed. */
  #entryOf(connection: ConnectionConfig): Entry {
    const known = this.#entries.get(connection.name);
    if (known && isSameSource(known.connection, connection)) {
      return known;
    }
    known?.connector
      .then(connector => connector.close?.())
      .catch((error: unknown) =>
        this.#logger.warn(
          `What lakehouse "${connection.name}" was before could not be closed`,
          toError(error),
        ),
      );
    return this.#open(connection);
  }

  #open(connection: ConnectionConfig): Entry {
    const { name } = connection;
    const logger = this.#logger.child({ lakehouse: name });
    const entry: Entry = {
      connection,
      listeners: new Set(),
      connector: Promise.resolve().then(() =>
        this.#registry.get(connection).connect({
          name,
          config: connection.config,
          logger,
          signal: this.#shutdown.signal,
          onProgress: activity => {
            entry.activity = activity;
            for (const listener of entry.listeners) {
              listener(activity);
            }
          },
        }),
      ),
    };
    entry.connector = entry.connector.catch((error: unknown) => {
      if (this.#entries.get(name) === entry) {
        this.#entries.delete(name);
      }
      throw toConnectionError(name, error);
    });
    // Who asked gets the rejection; nobody may be left to ask when the last one gave up waiting.
    entry.connector.catch((error: unknown) =>
      logger.warn(toError(error).message),
    );
    this.#entries.set(name, entry);
    return entry;
  }
}

function isSameSource(a: ConnectionConfig, b: ConnectionConfig): boolean {
  return (
    a === b ||
    (a.type === b.type &&
      JSON.stringify(a.config.get()) === JSON.stringify(b.config.get()))
  );
}

function toConnectionError(name: string, thrown: unknown): Error {
  const error = toError(thrown);
  if (error.name === 'InputError') {
    return error;
  }
  return new ServiceUnavailableError(
    `Lakehouse "${name}" can't be opened: ${error.message}`,
    error,
  );
}
