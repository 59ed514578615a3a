import { NotFoundError } from '@backstage/errors';
import type { TableRef } from '@lakehouse-portal/plugin-lakehouse-common';
import type {
  LakehouseConnector,
  TableMaintenance,
} from '@lakehouse-portal/plugin-lakehouse-node';
import type {
  FileIO,
  FileStatistics,
  TableMetadata,
} from '@lakehouse-portal/table-metadata';
import type { ConnectionConfig } from '../config';
import {
  askCatalog,
  type ConnectorPool,
  type LakehouseDirectory,
} from '../connectors';
import { cacheNamespaceOf, type ScanCaches } from '../scan/ScanCaches';
import { readMetadata } from '../scan/readMetadata';
import { readTable } from '../scan/readTable';
import type { ConfiguredEngines } from './ConfiguredEngines';

/** A table, its connection, and who maintains it. */
export interface MaintainedTable {
  ref: TableRef;
  connection: ConnectionConfig;
  connector: LakehouseConnector;
  /** Absent: nobody can. */
  maintenance?: TableMaintenance;
}

/** A table as its files are now. */
export interface TableNow {
  metadata: TableMetadata;
  /** Reads its files: with what the catalog lent for it, or as the connector does. */
  fileIO: FileIO;
  files?: FileStatistics;
  oldSnapshotBytes?: number;
  oldSnapshotFiles?: number;
}

/** What finding tables and their engines works with. */
export interface MaintainedTablesOptions {
  directory: LakehouseDirectory;
  connectors: ConnectorPool;
  caches: ScanCaches;
  engines: ConfiguredEngines;
  /** For reading one table, milliseconds. */
  timeoutMs: number;
}

/** Finds tables with the engines that maintain them, and reads them as they are at the moment, never as of the last scan. */
export class MaintainedTables {
  readonly #options: MaintainedTablesOptions;

  static create(options: MaintainedTablesOptions): MaintainedTables {
    return new MaintainedTables(options);
  }

  private constructor(options: MaintainedTablesOptions) {
    this.#options = options;
  }

  /** @throws NotFoundError for an unknown lakehouse, ServiceUnavailableError when it can't be opened. */
  async find(ref: TableRef, signal?: AbortSignal): Promise<MaintainedTable> {
    const { directory, connectors, engines } = this.#options;
    const connection = await directory.get(ref.lakehouse);
    const connector = await connectors.get(connection, { signal });
    const name = { namespace: ref.schema, name: ref.table };
    const maintenance =
      (await engines.of(connection, name, signal)) ??
      (await connector.maintenance?.(name, { signal }));
    return { ref, connection, connector, maintenance };
  }

  /** The metadata alone. @throws NotFoundError when the table is not there any more. */
  async readMetadata(
    table: MaintainedTable,
    signal?: AbortSignal,
  ): Promise<Pick<TableNow, 'metadata' | 'fileIO'>> {
    const pointer = await this.#pointerOf(table, signal);
    const reading = await readMetadata(table.connector, pointer, { signal });
    if (reading === 'unchanged') {
      throw new Error(
        `The connector of "${table.ref.lakehouse}" called a table unchanged that it was not compared with`,
      );
    }
    return {
      metadata: reading.metadata,
      fileIO: reading.fileIO ?? table.connector.fileIO,
    };
  }

  /** Metadata and what the files of the current snapshot are. @throws NotFoundError, TableReadError */
  async read(table: MaintainedTable, signal?: AbortSignal): Promise<TableNow> {
    const { caches, timeoutMs } = this.#options;
    const pointer = await this.#pointerOf(table, signal);
    const timeout = AbortSignal.timeout(timeoutMs);
    const read = await readTable(table.connector, pointer, {
      caches,
      namespaceOf: metadata => cacheNamespaceOf(table.connection, metadata),
      timeoutMs,
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    });
    if (read === 'unchanged') {
      throw new Error(
        `The connector of "${table.ref.lakehouse}" called a table unchanged that it was not compared with`,
      );
    }
    const { metadata, statistics, oldSnapshotBytes, oldSnapshotFiles } = read;
    return {
      metadata,
      fileIO: read.fileIO ?? table.connector.fileIO,
      files: statistics,
      oldSnapshotBytes,
      oldSnapshotFiles,
    };
  }

  async #pointerOf({ ref, connector }: MaintainedTable, signal?: AbortSignal) {
    const name = { namespace: ref.schema, name: ref.table };
    const pointer = await askCatalog(
      ref.lakehouse,
      async () => {
        if (connector.findTable) {
          return connector.findTable(name, { signal });
        }
        for await (const page of connector.listTables({ signal })) {
          const found = page.find(
            one => one.namespace === ref.schema && one.name === ref.table,
          );
          if (found) {
            return found;
          }
        }
        return undefined;
      },
      signal,
    );
    if (!pointer) {
      throw new NotFoundError(
        `The catalog of "${ref.lakehouse}" has no table "${ref.schema}.${ref.table}"`,
      );
    }
    return pointer;
  }
}
