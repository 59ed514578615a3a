import type { LoggerService } from '@backstage/backend-plugin-api';
import type { TableRef } from '@lakehouse-portal/plugin-lakehouse-common';
import type {
  ConnectorTable,
  LakehouseConnector,
} from '@lakehouse-portal/plugin-lakehouse-node';
import type { EndedRun } from '@lakehouse-portal/table-health';
import type { TableMetadata } from '@lakehouse-portal/table-metadata';
import type { ConnectionConfig } from '../config';
import type {
  KnownTable,
  ListedState,
  StoredSchema,
  TableStore,
} from '../database';
import { describeReadError } from './describeReadError';
import { readTable } from './readTable';
import { resolveListedTraits } from './resolveTraits';
import { cacheNamespaceOf, type ScanCaches } from './ScanCaches';
import type { TableJudge } from './TableJudge';

/** What reading single tables works with. */
export interface TableScanOptions {
  connection: ConnectionConfig;
  connector: LakehouseConnector;
  judge: TableJudge;
  tables: TableStore;
  caches: ScanCaches;
  now: () => number;
  timeoutMs: number;
  signal: AbortSignal;
  logger: LoggerService;
  /** Absent: nobody keeps runs of maintenance. */
  endedRuns?: EndedRuns;
}

/** How the last runs of maintenance of a table ended. */
export interface EndedRuns {
  of(ref: TableRef, tableUuid: string): Promise<EndedRun[]>;
}

/** What reading one table gave. */
export interface ReadOutcome {
  /** `unchanged`: it is as it was; nothing was stored. */
  kind: 'read' | 'unchanged' | 'failed';
  /** What its entity shows may have changed. */
  identityChanged: boolean;
  /** The table that it was, by another name. */
  renamedFrom?: KnownTable;
}

/** Reads, judges and stores single tables of one lakehouse. */
export class TableScan {
  readonly #options: TableScanOptions;

  constructor(options: TableScanOptions) {
    this.#options = options;
  }

  /**
   * Reads a table whose pointer has changed. When that fails, the reason is stored, and the last good answer stays.
   *
   * @param missing - Tables that are not listed any more, by UUID: one with the UUID of this one was renamed to it, and
   * its history and its entity go on with it.
   */
  async read(
    table: KnownTable,
    pointer: ConnectorTable,
    schema: StoredSchema,
    missing: ReadonlyMap<string, KnownTable> = new Map(),
  ): Promise<ReadOutcome> {
    const {
      connection,
      connector,
      judge,
      tables,
      now,
      signal,
      logger,
      timeoutMs,
      caches,
    } = this.#options;
    const timeout = AbortSignal.timeout(timeoutMs);
    try {
      const read = await readTable(connector, pointer, {
        caches,
        namespaceOf: found => cacheNamespaceOf(connection, found),
        // One that failed or is incomplete is read again whatever its version.
        knownVersion:
          table.scanError === undefined && !table.incomplete
            ? table.readVersion
            : undefined,
        timeoutMs,
        signal: AbortSignal.any([signal, timeout]),
      });
      if (read === 'unchanged') {
        return { kind: 'unchanged', identityChanged: false };
      }
      const verdict = judge.judge({
        connection,
        schema,
        name: pointer.name,
        ...read,
        orphans: table.orphans,
        runs: await this.#runsOf(table, read.metadata),
        nowMs: now(),
      });
      await tables.saveReading(table.id, {
        ...read,
        ...verdict,
        scannedAt: now(),
      });
      const { tableUuid } = read.metadata;
      const before =
        table.readVersion === undefined && tableUuid
          ? missing.get(tableUuid)
          : undefined;
      const renamed = before && (await tables.rename(before.id, table.id));
      return {
        kind: 'read',
        identityChanged:
          renamed || table.identityKey !== verdict.traits.identityKey,
        renamedFrom: renamed ? before : undefined,
      };
    } catch (error) {
      // A scan that was stopped says nothing about the table.
      signal.throwIfAborted();
      const reason = timeout.aborted
        ? `Reading its metadata took longer than ${Math.round(
            timeoutMs / 1000,
          )} s`
        : describeReadError(error);
      logger.warn(
        `Table ${pointer.namespace}.${pointer.name} can't be read: ${reason}`,
      );
      await tables.saveFailure(table.id, reason);
      return { kind: 'failed', identityChanged: false };
    }
  }

  /**
   * Stores what the listing says of a table that is not read: a view, another format. That is its state, not a failure.
   *
   * @returns Whether there was anything to store.
   */
  async list(
    table: KnownTable,
    state: ListedState,
    schema: StoredSchema,
  ): Promise<boolean> {
    const { connection, tables, now } = this.#options;
    const traits = resolveListedTraits({
      connection,
      schema,
      name: table.table,
      state,
    });
    const { listing } = table;
    if (
      listing.kind === state.kind &&
      listing.format === state.format &&
      listing.unreadable === state.unreadable &&
      table.identityKey === traits.identityKey
    ) {
      return false;
    }
    await tables.saveListing(table.id, {
      ...state,
      traits,
      scannedAt: now(),
    });
    return true;
  }

  async #runsOf(
    { schema, table }: KnownTable,
    { tableUuid }: TableMetadata,
  ): Promise<EndedRun[] | undefined> {
    const { connection, endedRuns } = this.#options;
    return tableUuid === undefined
      ? undefined
      : endedRuns?.of({ lakehouse: connection.name, schema, table }, tableUuid);
  }

  /** Of a verdict that would be made now. */
  policyKeyOf(schema: StoredSchema): string {
    const { connection, judge } = this.#options;
    return judge.keyOf(connection, schema);
  }

  /**
   * Judges a table anew by what is stored of it. A verdict that says the same on the same day is
   * not written again: thousands of healthy tables cost no writing.
   */
  async judgeAgain(
    table: KnownTable,
    schema: StoredSchema,
  ): Promise<{ identityChanged: boolean; saved: boolean }> {
    const { connection, judge, tables, now } = this.#options;
    const documents = await tables.readDocuments(table.id);
    if (!documents) {
      return { identityChanged: false, saved: false };
    }
    const verdict = judge.judge({
      connection,
      schema,
      name: table.table,
      metadata: documents.metadata,
      statistics: documents.statistics,
      reclaimableBytes: documents.health.reclaimableBytes,
      reclaimableFiles: documents.health.reclaimableFiles,
      orphans: table.orphans,
      runs: await this.#runsOf(table, documents.metadata),
      nowMs: now(),
    });
    const identityChanged = verdict.traits.identityKey !== table.identityKey;
    const isSame =
      !identityChanged &&
      verdict.policyKey === table.policyKey &&
      dayOf(documents.health.judgedAtMs) === dayOf(verdict.judgedAt) &&
      JSON.stringify({ ...documents.health, judgedAtMs: 0 }) ===
        JSON.stringify({ ...verdict.health, judgedAtMs: 0 });
    if (!isSame) {
      await tables.saveVerdict(table.id, verdict);
    }
    return { identityChanged, saved: !isSame };
  }
}

function dayOf(timestampMs: number): string {
  return new Date(timestampMs).toISOString().slice(0, 10);
}
