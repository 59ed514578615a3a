import { join } from 'node:path';
import type {
  ConnectionDetail,
  QuerySnippet,
  TableQueryResult,
} from '@lakehouse-portal/plugin-lakehouse-common';
import type {
  ConnectorTable,
  LakehouseConnector,
} from '@lakehouse-portal/plugin-lakehouse-node';
import type {
  EmbeddedLakehouse,
  QueryRunner,
} from '@lakehouse-portal/embedded';
import { EmbeddedExecutor } from '@lakehouse-portal/executors';
import {
  LocalFileIO,
  type TableMetadata,
} from '@lakehouse-portal/table-metadata';
import type { QueryLimits } from '../../config';
import { catalogSnippets } from '../../snippets';
import { checkEmbedded } from './checkEmbedded';
import { embeddedConnectionDetails } from './connectionDetails';
import { describeEmbedded } from './describeEmbedded';
import { localPathOf } from './localPathOf';
import { runEmbeddedQuery } from './runEmbeddedQuery';

/** Tables per page: the whole catalog is one file, so that pages are only for others' sake. */
const PAGE = 500;

/** What a connector of an embedded lakehouse works with. */
export interface EmbeddedConnectorOptions {
  lakehouse: EmbeddedLakehouse;
  /** Name of the catalog in the SQLite file. */
  catalogName: string;
  /** Name of the lakehouse in the portal. */
  connectionName: string;
  runner: QueryRunner;
  limits: QueryLimits;
}

/** An embedded lakehouse. Reads files of its own warehouse and nothing else, whatever its catalog points to. */
export class EmbeddedConnector implements LakehouseConnector {
  readonly fileIO: LocalFileIO;
  readonly #options: EmbeddedConnectorOptions;

  static async create(
    options: EmbeddedConnectorOptions,
  ): Promise<EmbeddedConnector> {
    const root = localPathOf(options.lakehouse.warehouseLocation);
    return new EmbeddedConnector(
      options,
      await LocalFileIO.create({ roots: [root] }),
    );
  }

  private constructor(options: EmbeddedConnectorOptions, fileIO: LocalFileIO) {
    this.#options = options;
    this.fileIO = fileIO;
  }

  async listNamespaces() {
    const namespaces = await this.#options.lakehouse.listNamespaces();
    return namespaces.map(({ name, properties }) => ({
      namespace: name,
      properties,
    }));
  }

  async *listTables(
    options: { signal?: AbortSignal } = {},
  ): AsyncGenerator<ConnectorTable[]> {
    const pointers = await this.#options.lakehouse.listTables();
    for (let start = 0; start < pointers.length; start += PAGE) {
      options.signal?.throwIfAborted();
      yield pointers.slice(start, start + PAGE).map(toConnectorTable);
    }
  }

  async findTable(table: {
    namespace: string;
    name: string;
  }): Promise<ConnectorTable | undefined> {
    const namespaces = await this.#options.lakehouse.listNamespaces();
    if (!namespaces.some(({ name }) => name === table.namespace)) {
      return undefined;
    }
    const pointers = await this.#options.lakehouse.listTables(table.namespace);
    const found = pointers.find(
      pointer =>
        pointer.namespace === table.namespace && pointer.name === table.name,
    );
    return found && toConnectorTable(found);
  }

  async describeSources() {
    return describeEmbedded();
  }

  checkSource(_source: string, options: { signal?: AbortSignal } = {}) {
    return checkEmbedded({
      connector: this,
      catalogFile: this.#location().catalogFile,
      signal: options.signal,
    });
  }

  connectionDetails(): ConnectionDetail[] {
    return embeddedConnectionDetails({
      ...this.#location(),
      directory: this.#options.lakehouse.directory,
    });
  }

  snippets(table: {
    namespace: string;
    name: string;
    metadata: TableMetadata;
    snapshotId?: string;
  }): QuerySnippet[] {
    const { catalog, catalogFile, warehouse } = this.#location();
    return catalogSnippets({
      lakehouse: this.#options.connectionName,
      catalog: { kind: 'sqlite', file: catalogFile, name: catalog },
      store: { kind: 'local' },
      warehouse,
      namespace: table.namespace.split('.'),
      table: table.name,
      tableLocation: table.metadata.location,
      metadataLocation: table.metadata.metadataLocation,
      snapshotId: table.snapshotId,
    });
  }

  async query(
    table: Parameters<NonNullable<LakehouseConnector['query']>>[0],
  ): Promise<TableQueryResult> {
    const { runner, limits, connectionName } = this.#options;
    return runEmbeddedQuery({
      ...table,
      runner,
      limits,
      catalog: connectionName,
      fileIO: this.fileIO,
      warehouse: localPathOf(this.#options.lakehouse.warehouseLocation),
    });
  }

  async maintenance(table: { namespace: string; name: string }) {
    const { lakehouse } = this.#options;
    return { executor: EmbeddedExecutor.create({ lakehouse }), table };
  }

  async close(): Promise<void> {
    await this.#options.lakehouse.close();
  }

  #location() {
    const { lakehouse, catalogName } = this.#options;
    return {
      catalog: catalogName,
      catalogFile: join(lakehouse.directory, 'catalog.db'),
      warehouse: lakehouse.warehouseLocation,
    };
  }
}

function toConnectorTable(pointer: {
  namespace: string;
  name: string;
  metadataLocation: string;
}): ConnectorTable {
  return {
    namespace: pointer.namespace,
    name: pointer.name,
    metadataLocation: pointer.metadataLocation,
  };
}
