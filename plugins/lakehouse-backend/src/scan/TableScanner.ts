import type { LoggerService } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import type {
  LakehouseChangedEvent,
  TableRef,
} from '@lakehouse-portal/plugin-lakehouse-common';
import type { ConnectorTable } from '@lakehouse-portal/plugin-lakehouse-node';
import type { ConnectionConfig, ScanConfig } from '../config';
import { askCatalog, type ConnectorPool } from '../connectors';
import type {
  KnownTable,
  SchemaStore,
  StoredSchema,
  TableStore,
} from '../database';
import { renamedRow } from './exchangesAmong';
import { findPointer } from './findPointer';
import { listedStateOf } from './listedState';
import { resolveSchema } from './resolveTraits';
import type { ScanCaches } from './ScanCaches';
import { sourceScanOf } from './sourceScanOf';
import { TableElsewhere } from './TableElsewhere';
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

type ChangedTable = NonNullable<LakehouseChangedEvent['tables']>[number];

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
    const changed = await this.#readOrList(
      tableScan,
      { table, pointer, schema },
      new TableElsewhere({
        ...{ connector, ref, table, tables, logger, now, signal: stop },
        timeoutMs: sourceScanOf(scan, connection).tableTimeoutMs,
      }),
    );
    if (changed.length > 0) {
      await onChanged({
        lakehouse: connection.name,
        change: 'scanned',
        tables: changed,
      });
    }
  }

  /** Tells whose entities show something else now. */
  async #readOrList(
    tableScan: TableScan,
    asked: { table: KnownTable; pointer: ConnectorTable; schema: StoredSchema },
    elsewhere: TableElsewhere,
  ): Promise<ChangedTable[]> {
    const { table, pointer, schema } = asked;
    const { tables, now } = this.#options;
    const state = listedStateOf(pointer);
    if (state.unreadable !== undefined) {
      return (await tableScan.list(table, state, schema))
        ? [changeOf(table)]
        : [];
    }
    const outcome = await tableScan.read(table, pointer, schema, elsewhere);
    if (outcome.kind === 'moved') {
      const exchange = await elsewhere.exchange(outcome.found.tableUuid);
      if (!exchange) {
        await tables.saveFailure(
          table.id,
          'It is another table than before. Whether it has exchanged its name with one that is known could not be found out: the next scan tells',
        );
        return [];
      }
      const row = exchange.length > 0 ? renamedRow(exchange[0]) : table;
      const again = await tableScan.read(row, pointer, schema, {
        missing: uuid => elsewhere.missing(uuid),
      });
      return [
        ...exchange.map(({ known }) => changeOf(known)),
        ...(exchange.length > 0 ? [] : changesBy(again, table)),
      ];
    }
    if (outcome.kind === 'unchanged') {
      await tables.touch([table.id], { scannedAt: now() });
      if (table.policyKey !== tableScan.policyKeyOf(schema)) {
        const judged = await tableScan.judgeAgain(table, pointer, schema);
        return judged.identityChanged ? [changeOf(table)] : [];
      }
    }
    return changesBy(outcome, table);
  }
}

/** What reading a table changed about entities. */
function changesBy(outcome: ReadOutcome, table: KnownTable): ChangedTable[] {
  if (outcome.kind === 'moved' || !outcome.identityChanged) {
    return [];
  }
  const before = outcome.renamedFrom;
  return [
    changeOf(table),
    ...(before
      ? [
          {
            ...{ schema: before.schema, table: before.table },
            change: 'removed' as const,
          },
        ]
      : []),
  ];
}

function changeOf({ schema, table, identityKey }: KnownTable): ChangedTable {
  const change = identityKey === undefined ? 'added' : 'changed';
  return { schema, table, change };
}
