import type {
  ConnectionDetail,
  TableQueryResult,
} from '@lakehouse-portal/plugin-lakehouse-common';
import type {
  ConnectorReading,
  ConnectorTable,
  EndedQuery,
  LakehouseConnector,
  SourceDescription,
  TableMaintenance,
} from '@lakehouse-portal/plugin-lakehouse-node';
import type { ConnectionCheck } from '@lakehouse-portal/catalogs';
import {
  listSchemas,
  listTablesOfSchema,
  QueryGate,
  readEndedQueries,
  readTrinoTable,
  TrinoAuthenticationError,
  TrinoClient,
  TrinoConnectionError,
  type ListedTable,
} from '@lakehouse-portal/trino';
import type { QueryLimits } from '../../config';
import { catalogSnippets, snippetStore } from '../../snippets';
import { namespaceOf, trinoNameOf } from './catalogNames';
import { checkTrino } from './checkTrino';
import { NoFileIO } from './NoFileIO';
import { previewIdentity } from './previewIdentity';
import { previewTable } from './previewTable';
import { toCatalogError } from './toCatalogError';
import type { TrinoConnectorConfig } from './TrinoConnectorConfig';
import { TrinoExecutors } from './TrinoExecutors';

interface CallOptions {
  signal?: AbortSignal;
}

/** A lakehouse of which nothing but a Trino is reachable: all is asked in SQL, no file is read. */
export class TrinoConnector implements LakehouseConnector {
  readonly fileIO = new NoFileIO();
  readonly #limits: QueryLimits;
  readonly #renew: (() => Promise<TrinoConnectorConfig>) | undefined;
  #config: TrinoConnectorConfig;
  #client: TrinoClient;
  #gate: QueryGate;
  #executors: TrinoExecutors;

  /**
   * @param renew - Asked for the connection anew when Trino no longer takes its password or has another certificate: both may
   * have been rotated.
   * @throws TrinoConfigurationError
   */
  static create(
    config: TrinoConnectorConfig,
    limits: QueryLimits,
    renew?: () => Promise<TrinoConnectorConfig>,
  ): TrinoConnector {
    return new TrinoConnector(config, limits, renew);
  }

  private constructor(
    config: TrinoConnectorConfig,
    limits: QueryLimits,
    renew: (() => Promise<TrinoConnectorConfig>) | undefined,
  ) {
    this.#limits = limits;
    this.#renew = renew;
    this.#config = config;
    this.#client = TrinoClient.create(config.client);
    this.#gate = new QueryGate(this.#client, config.concurrency);
    this.#executors = executorsOf(this.#client, config);
  }

  async listNamespaces(options: CallOptions = {}) {
    const schemas = await this.#schemas(options);
    return schemas.map(({ namespace }) => ({ namespace, properties: {} }));
  }

  /** A page for each schema. */
  async *listTables(
    options: CallOptions = {},
  ): AsyncGenerator<ConnectorTable[]> {
    for (const { catalog, schema, namespace } of await this.#schemas(options)) {
      const tables = await this.#guarded(() =>
        listTablesOfSchema(this.#gate, catalog, schema, options),
      );
      yield tables.map(table => toConnectorTable(namespace, table));
    }
  }

  async findTable(
    table: { namespace: string; name: string },
    options: CallOptions = {},
  ): Promise<ConnectorTable | undefined> {
    const name = trinoNameOf(this.#config, table);
    if (!name) {
      return undefined;
    }
    const found = await this.#guarded(() =>
      listTablesOfSchema(this.#gate, name.catalog, name.schema, {
        ...options,
        name: name.table,
      }),
    );
    return found[0] && toConnectorTable(table.namespace, found[0]);
  }

  async readTable(
    table: ConnectorTable,
    options: { knownVersion?: string; signal?: AbortSignal } = {},
  ): Promise<ConnectorReading | 'unchanged' | undefined> {
    const name = trinoNameOf(this.#config, table);
    if (!name) {
      return undefined;
    }
    return this.#guarded(() => readTrinoTable(this.#gate, name, options));
  }

  async describeSources(
    options: CallOptions = {},
  ): Promise<SourceDescription[]> {
    return [
      {
        source: 'engine',
        product: 'Trino',
        version: await this.#guarded(() => this.#version(options.signal)),
        capabilities: [
          {
            id: 'list-tables',
            possible: true,
            note: 'Two queries for each schema; tables that the user may not see are not listed',
          },
          {
            id: 'nested-namespaces',
            possible: false,
            note: 'Schemas of Trino have one level',
          },
          { id: 'views', possible: true },
          {
            id: 'detect-changes',
            possible: true,
            note: 'One query for each table',
          },
          {
            id: 'read-metadata',
            possible: true,
            note: "From Trino's metadata tables: ids of columns, earlier schemas and which delete files apply where are not known",
          },
          { id: 'snapshot-history', possible: true },
          {
            id: 'commit-history',
            possible: false,
            note: 'Trino does not tell',
          },
          {
            id: 'references',
            possible: false,
            note: 'Only branches and tags of tables',
          },
          {
            id: 'vended-credentials',
            possible: false,
            note: 'No file is read',
          },
          {
            id: 'query',
            possible: true,
            note: 'The first rows of a table at any of its snapshots',
          },
        ],
      },
    ];
  }

  async *checkSource(
    _source: string,
    options: CallOptions = {},
  ): AsyncGenerator<ConnectionCheck> {
    const { client } = this.#config;
    yield* checkTrino({
      ...options,
      server: new URL(client.server),
      ca: client.tls?.ca,
      hasCredentials: client.authentication?.type !== 'none',
      user: client.user,
      ask: signal => this.#guarded(() => this.#version(signal)),
      connector: this,
    });
  }

  connectionDetails(): ConnectionDetail[] {
    const { client, catalogs } = this.#config;
    return [
      { label: 'Kind', value: 'Trino: tables are read by SQL, no file' },
      { label: 'Server', value: client.server },
      { label: 'Catalogs', value: catalogs.join(', ') },
    ];
  }

  snippets(table: Parameters<LakehouseConnector['snippets']>[0]) {
    const name = trinoNameOf(this.#config, table);
    const { metadata, snapshotId } = table;
    return name
      ? catalogSnippets({
          lakehouse: name.catalog,
          catalog: {
            kind: 'trino',
            url: this.#config.client.server,
            catalog: name.catalog,
          },
          store: snippetStore(metadata.location, undefined),
          namespace: [name.schema],
          table: name.table,
          tableLocation: metadata.location,
          metadataLocation: metadata.metadataLocation,
          snapshotId,
        })
      : [];
  }

  async query(
    table: Parameters<NonNullable<LakehouseConnector['query']>>[0],
  ): Promise<TableQueryResult> {
    const name = trinoNameOf(this.#config, table)!;
    return previewTable({
      ...table,
      name,
      client: this.#client,
      limits: this.#limits,
      runAs: previewIdentity(this.#config, table.viewer),
    });
  }

  async endedQueries(options: CallOptions = {}): Promise<EndedQuery[]> {
    const { catalogs, client } = this.#config;
    const queries = await this.#guarded(() =>
      readEndedQueries(this.#gate, {
        ...options,
        catalogs,
        ownSource: client.source,
      }),
    );
    return queries.map(({ table: { catalog, schema, table }, ...query }) => ({
      ...query,
      namespace: namespaceOf(this.#config, catalog, schema),
      name: table,
    }));
  }

  async maintenance(
    table: { namespace: string; name: string },
    options: CallOptions = {},
  ): Promise<TableMaintenance | undefined> {
    const name = trinoNameOf(this.#config, table);
    return (
      name && {
        executor: await this.#guarded(() =>
          this.#executors.of(name.catalog, options.signal),
        ),
        table: { namespace: name.schema, name: name.table },
      }
    );
  }

  async close(): Promise<void> {
    this.#client.close();
  }

  async #schemas(options: CallOptions) {
    const { catalogs } = this.#config;
    const found = await Promise.all(
      catalogs.map(async catalog => {
        const schemas = await this.#guarded(() =>
          listSchemas(this.#gate, catalog, options.signal),
        );
        return schemas.map(schema => ({
          catalog,
          schema,
          namespace: namespaceOf(this.#config, catalog, schema),
        }));
      }),
    );
    return found.flat();
  }

  async #version(signal?: AbortSignal): Promise<string> {
    const { rows } = await this.#gate.query('SELECT version()', { signal });
    return String(rows[0]?.[0] ?? 'of unknown version');
  }

  async #guarded<T>(ask: () => Promise<T>): Promise<T> {
    try {
      return await ask();
    } catch (error) {
      if (!isOutdated(error) || !(await this.#renewed()))
        throw toCatalogError(error);
    }
    try {
      return await ask();
    } catch (error) {
      throw toCatalogError(error);
    }
  }

  /** @returns Whether there is another password or certificate now. */
  async #renewed(): Promise<boolean> {
    const before = this.#config;
    const config = await this.#renew?.().catch(() => undefined);
    if (!config) return false;
    // Somebody else who failed at the same time has done it.
    if (this.#config !== before) return true;
    if (JSON.stringify(config.client) === JSON.stringify(before.client))
      return false;
    this.#client.close();
    this.#config = config;
    this.#client = TrinoClient.create(config.client);
    this.#gate = new QueryGate(this.#client, config.concurrency);
    this.#executors = executorsOf(this.#client, config);
    return true;
  }
}

function executorsOf(
  client: TrinoClient,
  { client: { sessionProperties } }: TrinoConnectorConfig,
): TrinoExecutors {
  return new TrinoExecutors(client, { session: sessionProperties });
}

/** A password or a certificate that is another by now. */
function isOutdated(error: unknown): boolean {
  return (
    error instanceof TrinoAuthenticationError ||
    (error instanceof TrinoConnectionError && error.phase === 'tls')
  );
}

function toConnectorTable(
  namespace: string,
  { name, kind, isIceberg }: ListedTable,
): ConnectorTable {
  return {
    namespace,
    name,
    kind,
    ...(kind === 'table' &&
      isIceberg === false && {
        unreadable:
          'Trino does not count it among its Iceberg tables: a table of another format, or a materialized view',
      }),
  };
}
