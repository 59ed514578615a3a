import { toError } from '@backstage/errors';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { MaintenanceExecutor } from '@lakehouse-portal/maintenance';
import type {
  LakehouseConnector,
  TableMaintenance,
} from '@lakehouse-portal/plugin-lakehouse-node';
import type { ConnectionConfig } from '../config';

/** Engines that the configuration names for a lakehouse, see `ConfiguredEngines`. */
export interface EnginesByConfiguration {
  of(
    connection: ConnectionConfig,
    table: { namespace: string; name: string },
    signal?: AbortSignal,
  ): Promise<TableMaintenance | undefined>;
}

/**
 * Who maintains the tables of one lakehouse, as one scan asks for it. An engine that does not answer is not asked again during
 * the scan: what depends on it stays unknown.
 */
export class TableEngines {
  readonly #options: {
    connection: ConnectionConfig;
    connector: Pick<LakehouseConnector, 'maintenance'>;
    configured?: EnginesByConfiguration;
    logger: LoggerService;
    signal: AbortSignal;
  };
  #isSilent = false;

  constructor(options: {
    connection: ConnectionConfig;
    connector: Pick<LakehouseConnector, 'maintenance'>;
    /** Absent: the connection itself knows, or nobody. */
    configured?: EnginesByConfiguration;
    logger: LoggerService;
    signal: AbortSignal;
  }) {
    this.#options = options;
  }

  /** `none`: nobody maintains it; `unknown`: the engine does not answer. */
  async of(table: {
    namespace: string;
    name: string;
  }): Promise<MaintenanceExecutor | 'none' | 'unknown'> {
    const { connection, connector, configured, logger, signal } = this.#options;
    if (this.#isSilent) {
      return 'unknown';
    }
    try {
      const maintenance =
        (await configured?.of(connection, table, signal)) ??
        (await connector.maintenance?.(table, { signal }));
      return maintenance?.executor ?? 'none';
    } catch (error) {
      signal.throwIfAborted();
      this.#isSilent = true;
      logger.warn(
        `The engine that maintains "${connection.name}" does not answer: what depends on it is not known until the next scan`,
        toError(error),
      );
      return 'unknown';
    }
  }
}
