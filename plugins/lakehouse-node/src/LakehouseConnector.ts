import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import type {
  CatalogDescription,
  CatalogListingOptions,
  CatalogTable,
  ConnectionCheck,
  TableHistory,
} from '@lakehouse-portal/catalogs';
import type {
  ExecutorTable,
  MaintenanceExecutor,
} from '@lakehouse-portal/maintenance';
import type {
  FileIO,
  FileStatistics,
  TableMetadata,
} from '@lakehouse-portal/table-metadata';
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
  listNamespaces(
    options?: ConnectorListingOptions,
  ): Promise<Array<{ namespace: string; properties: Record<string, string> }>>;
  /**
   * All tables with the pointer to their current metadata. Pages where the catalog has pages.
   * The pointer is tier 0: a table whose pointer has not changed is not read again.
   */
  listTables(
    options?: ConnectorListingOptions,
  ): AsyncIterable<ConnectorTable[]>;
  /**
   * One table, or undefined when the catalog has none of that name. Absent: the list is searched.
   */
  findTable?(
    table: { namespace: string; name: string },
    options?: { signal?: AbortSignal },
  ): Promise<ConnectorTable | undefined>;
  /** Reads metadata, manifests and nothing outside the configured warehouse. */
  readonly fileIO: FileIO;
  /**
   * Reads a table for those whose catalog hands metadata over itself (Iceberg REST) or has no files to read
   * (Trino). Absent: `metadataLocation` is read with `fileIO`.
   *
   * @param options - `knownVersion`: as the last reading gave it.
   * @returns `unchanged` when the table still is of `knownVersion`; undefined when it is not there any more.
   */
  readTable?(
    table: ConnectorTable,
    options?: { knownVersion?: string; signal?: AbortSignal },
  ): Promise<ConnectorReading | 'unchanged' | undefined>;
  /** What the catalog remembers of a table beyond its snapshots: commits and references (Nessie). */
  readHistory?(
    table: { namespace: string; name: string },
    options?: { limit?: number; signal?: AbortSignal },
  ): Promise<TableHistory>;
  /** The systems behind this connection: kind, versions, capabilities. Absent: not known. */
  describeSources?(options?: {
    signal?: AbortSignal;
  }): Promise<SourceDescription[]>;
  /**
   * Tries the connection hop by hop and ends with the first that fails; for administrators. Never throws for
   * what it tests. Absent: there is nothing between (a folder on this machine).
   */
  checkSource?(
    source: string,
    options?: { signal?: AbortSignal },
  ): AsyncIterable<ConnectionCheck>;
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
   * NotAllowedError where the engine refuses whom it runs as; ServiceUnavailableError when the engine has no room.
   */
  query?(table: {
    namespace: string;
    name: string;
    metadata: TableMetadata;
    snapshotId: string;
    request: TableQueryRequest;
    /** Who looks: the entity ref of a user (`user:default/alice`), or the subject of a service. */
    viewer?: string;
    signal?: AbortSignal;
  }): Promise<TableQueryResult>;
  /**
   * Queries that ended lately, as far as the engine behind the connection still knows them and each reads one table of
   * this lakehouse: what health is calibrated with. Absent: no engine is known. Never the text of a statement.
   */
  endedQueries?(options?: { signal?: AbortSignal }): Promise<EndedQuery[]>;
  /**
   * Who can maintain a table of this lakehouse, and what the table is called there. Absent, or undefined: nobody whom
   * the connection itself knows; `lakehouse.connections.<name>.maintenance` may name an engine.
   */
  maintenance?(
    table: { namespace: string; name: string },
    options?: { signal?: AbortSignal },
  ): Promise<TableMaintenance | undefined>;
  /** Releases what it holds. */
  close?(): Promise<void>;
}

/**
 * A query that ended well and read one table.
 * @public
 */
export interface EndedQuery {
  /** The engine's own id, by which it is recognised when it is seen again. */
  id: string;
  namespace: string;
  name: string;
  /** The same for statements that differ in literals only; at most 64 characters. */
  fingerprint: string;
  /** When it began to run, milliseconds since the epoch. */
  startedAtMs: number;
  endedAtMs: number;
  /** Without waiting in a queue. */
  seconds: number;
}

/**
 * An engine that can maintain a table.
 * @public
 */
export interface TableMaintenance {
  executor: MaintenanceExecutor;
  /** The table as the engine calls it. */
  table: ExecutorTable;
}

/**
 * What the list of a catalog says of a table; see `CatalogTable` for each property.
 * @public
 */
export type ConnectorTable = CatalogTable;

/**
 * For listings: what becomes of namespaces that are refused.
 * @public
 */
export type ConnectorListingOptions = CatalogListingOptions;

/**
 * A table as the connector itself read it.
 * @public
 */
export interface ConnectorReading {
  metadata: TableMetadata;
  /** Differs whenever the table has changed; the metadata location when left out. */
  version?: string;
  /**
   * What the files of the current snapshot are, where the connector finds out itself (by SQL). Left out: they are
   * read from the manifests, with `fileIO`.
   */
  statistics?: FileStatistics;
  /** For reading this table only: credentials that the catalog lent for it. The connector's when left out. */
  fileIO?: FileIO;
}

/**
 * One of the systems that a lakehouse is read from.
 * @public
 */
export interface SourceDescription extends CatalogDescription {
  /** Stable within the connection: `catalog`, `storage`, `engine` … */
  source: string;
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
