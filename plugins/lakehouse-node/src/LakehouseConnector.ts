import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import type { FileIO, TableMetadata } from '@lakehouse-portal/table-metadata';
import type {
  ConnectionDetail,
  QuerySnippet,
  TableQueryRequest,
  TableQueryResult,
} from '@lakehouse-portal/plugin-lakehouse-common';

/**
 * A connected lakehouse: lists its tables and tells where their metadata is.
 * One is made per connection, by a {@link LakehouseConnectorFactory}.
 * @public
 */
export interface LakehouseConnector {
  /**
   * All namespaces, with their properties.
   */
  listNamespaces(options?: {
    signal?: AbortSignal;
  }): Promise<Array<{ namespace: string; properties: Record<string, string> }>>;
  /**
   * All tables with the pointer to their current metadata. Pages where the catalog has pages.
   * The pointer is tier 0: a table whose pointer has not changed is not read again.
   */
  listTables(options?: {
    signal?: AbortSignal;
  }): AsyncIterable<ConnectorTable[]>;
  /**
   * One table, or undefined when the catalog has none of that name. Absent: the list is searched.
   */
  findTable?(
    table: { namespace: string; name: string },
    options?: { signal?: AbortSignal },
  ): Promise<ConnectorTable | undefined>;
  /** Reads metadata, manifests and nothing outside the configured warehouse. */
  readonly fileIO: FileIO;
  /** How to connect to this lakehouse. No secrets. */
  connectionDetails(): ConnectionDetail[];
  /**
   * How to query a table from each engine, or why that is not possible. With `snapshotId`:
   * how to query it as of then, for engines that can.
   */
  snippets(table: {
    namespace: string;
    name: string;
    metadata: TableMetadata;
    snapshotId?: string;
  }): QuerySnippet[];
  /**
   * Runs read-only SQL over one table. Absent where the connector has no engine.
   * `snapshotId` is resolved and validated by the caller.
   *
   * @throws InputError for what may not run, is wrong, or needs more time or memory than it is given;
   * ServiceUnavailableError when the engine has no room.
   */
  query?(table: {
    namespace: string;
    name: string;
    metadata: TableMetadata;
    snapshotId: string;
    request: TableQueryRequest;
    signal?: AbortSignal;
  }): Promise<TableQueryResult>;
  /** Releases what it holds. */
  close?(): Promise<void>;
}

/** @public */
export interface ConnectorTable {
  namespace: string;
  name: string;
  metadataLocation: string;
}

/**
 * Makes connectors of one type from configuration.
 * @public
 */
export interface LakehouseConnectorFactory {
  /** The value of `type` in `lakehouse.connections.<name>`. */
  readonly type: string;
  /**
   * Opens a connection. May take long when something has to be prepared first; `onProgress`
   * then says what happens (`Being prepared: 12 of 19 tables written`).
   * @throws InputError naming the config key when the configuration is wrong.
   */
  connect(context: LakehouseConnectionContext): Promise<LakehouseConnector>;
}

/** @public */
export interface LakehouseConnectionContext {
  /** Name of the lakehouse. */
  name: string;
  /** `lakehouse.connections.<name>`, or the same for a lakehouse that was created in the portal. */
  config: Config;
  logger: LoggerService;
  /** Shown as the lakehouse's state until the connection is there. */
  onProgress?: (activity: string) => void;
  signal?: AbortSignal;
}
