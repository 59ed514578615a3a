import type { LoggerService } from '@backstage/backend-plugin-api';
import { NotFoundError, toError } from '@backstage/errors';
import type {
  LakehouseChangedEvent,
  TableRef,
} from '@lakehouse-portal/plugin-lakehouse-common';
import type {
  ConnectorTable,
  LakehouseConnector,
} from '@lakehouse-portal/plugin-lakehouse-node';
import type { ConnectionConfig, ScanConfig } from '../config';
import { askCatalog, type ConnectorPool } from '../connectors';
import type {
  KnownTable,
  SchemaStore,
  StoredSchema,
  TableStore,
} from '../database';
import { listedStateOf } from './listedState';
import { resolveSchema } from './resolveTraits';
import type { ScanCaches } from './ScanCaches';
import { sourceScanOf } from './sourceScanOf';
import type { EnginesByConfiguration } from './TableEngines';
import type { TableJudge } from './TableJudge';
import { TableScan, type EndedRuns, type ReadOutcome } from './TableScan';

/** What the scanner of single tables works with. */
export interface TableScannerOptions {
  scan: ScanConfig;
  connectors: ConnectorPool;
  tables: TableStore;
  schemas: SchemaStore;
  judge: TableJudge;
  caches: ScanCaches;
  endedRuns?: EndedRuns;
  /** Absent: only what connections know of engines. */
  engines?: EnginesByConfiguration;
  logger: LoggerService;
  onChanged: (event: LakehouseChangedEvent) => Promise<void>;
  now: () => number;
  shutdown: AbortSignal;
}

/** Reads single tables when people ask for it, whether or not they have changed. */
export class TableScanner {
  readonly #options: TableScannerOptions;

  static create(options: TableScannerOptions): TableScanner {
    return new TableScanner(options);
  }

  private constructor(options: TableScannerOptions) {
    this.#options = options;
  }

  /**
   * Reads a table now. That its metadata can't be read is the state of the table afterwards, not an error.
   *
   * @throws NotFoundError when the catalog does not have it, ServiceUnavailableError when it can't be asked.
   */
  async scan(
    connection: ConnectionConfig,
    ref: TableRef,
    signal?: AbortSignal,
  ): Promise<void> {
    const {
      connectors,
      tables,
      schemas,
      judge,
      caches,
      logger,
      now,
      onChanged,
      shutdown,
      scan,
    } = this.#options;
    const stop = AbortSignal.any([shutdown, ...(signal ? [signal] : [])]);
    const connector = await connectors.get(connection, { signal: stop });
    const pointer = await askCatalog(
      ref.lakehouse,
      () =>
        findPointer(
          connector,
          { namespace: ref.schema, name: ref.table },
          stop,
        ),
      stop,
    );
    if (!pointer) {
      throw new NotFoundError(
        `The catalog of "${ref.lakehouse}" has no table "${ref.schema}.${ref.table}"`,
      );
    }
    const [table] = await tables.add(connection.name, [
      { schema: ref.schema, table: ref.table },
    ]);
    if (table.goneAt !== undefined) {
      await tables.revive([table.id]);
    }
    await judge.prepare(connection);
    const stored = await schemas.list(connection.name);
    const schema =
      stored.find(({ name }) => name === ref.schema) ??
      resolveSchema(connection, { namespace: ref.schema, properties: {} });
    const tableScan = new TableScan({
      connection,
      connector,
      judge,
      tables,
      caches,
      now,
      timeoutMs: sourceScanOf(scan, connection).tableTimeoutMs,
      signal: stop,
      logger,
      endedRuns: this.#options.endedRuns,
      engines: this.#options.engines,
    });
    const { identityChanged, renamedFrom } = await this.#readOrList(
      tableScan,
      { table, pointer, schema },
      uuid => this.#missing(connector, { ref, table, uuid, signal: stop }),
    );
    if (identityChanged) {
      const change = table.identityKey === undefined ? 'added' : 'changed';
      await onChanged({
        lakehouse: connection.name,
        change: 'scanned',
        tables: [
          { schema: ref.schema, table: ref.table, change },
          ...(renamedFrom
            ? [
                {
                  schema: renamedFrom.schema,
                  table: renamedFrom.table,
                  change: 'removed' as const,
                },
              ]
            : []),
        ],
      });
    }
  }

  /** A known table of a UUID that the catalog has by another name now. No listing says so here: the catalog is asked. */
  async #missing(
    connector: LakehouseConnector,
    {
      ref,
      table,
      uuid,
      signal,
    }: { ref: TableRef; table: KnownTable; uuid: string; signal: AbortSignal },
  ): Promise<KnownTable | undefined> {
    const { tables, logger, now } = this.#options;
    for (const known of await tables.listKnown(ref.lakehouse)) {
      if (known.tableUuid !== uuid || known.id === table.id) {
        continue;
      }
      const name = { namespace: known.schema, name: known.table };
      try {
        if (await findPointer(connector, name, signal)) {
          continue;
        }
      } catch (error) {
        signal.throwIfAborted();
        // The table that was asked for has been read all the same.
        logger.warn(
          `Whether ${name.namespace}.${name.name} is still there is not known`,
          toError(error),
        );
        continue;
      }
      await tables.markGone([known.id], now(), false);
      return known;
    }
    return undefined;
  }

  /** Tells whether what the entity of the table shows has changed. */
  async #readOrList(
    tableScan: TableScan,
    found: { table: KnownTable; pointer: ConnectorTable; schema: StoredSchema },
    missing: Parameters<TableScan['read']>[3],
  ): Promise<Pick<ReadOutcome, 'identityChanged' | 'renamedFrom'>> {
    const { table, pointer, schema } = found;
    const { tables, now } = this.#options;
    const state = listedStateOf(pointer);
    if (state.unreadable !== undefined) {
      return { identityChanged: await tableScan.list(table, state, schema) };
    }
    const outcome = await tableScan.read(table, pointer, schema, missing);
    if (outcome.kind === 'unchanged') {
      await tables.touch([table.id], { scannedAt: now() });
      if (table.policyKey !== tableScan.policyKeyOf(schema)) {
        return tableScan.judgeAgain(table, pointer, schema);
      }
    }
    return outcome;
  }
}

async function findPointer(
  connector: LakehouseConnector,
  table: { namespace: string; name: string },
  signal: AbortSignal,
): Promise<ConnectorTable | undefined> {
  if (connector.findTable) {
    return connector.findTable(table, { signal });
  }
  for await (const page of connector.listTables({ signal })) {
    const found = page.find(
      ({ namespace, name }) =>
        namespace === table.namespace && name === table.name,
    );
    if (found) {
      return found;
    }
  }
  return undefined;
}
