import type { LoggerService } from '@backstage/backend-plugin-api';
import type { TableRef } from '@lakehouse-portal/plugin-lakehouse-common';
import type {
  ConnectorTable,
  LakehouseConnector,
} from '@lakehouse-portal/plugin-lakehouse-node';
import type { DueInput } from '@lakehouse-portal/maintenance';
import type { EndedRun } from '@lakehouse-portal/table-health';
import type { Snapshot, TableMetadata } from '@lakehouse-portal/table-metadata';
import type { ConnectionConfig } from '../config';
import { NoFileIO } from '../connectors/trino/NoFileIO';
import type {
  KnownTable,
  ListedState,
  StoredSchema,
  TableDocuments,
  TableStore,
} from '../database';
import { describeReadError } from './describeReadError';
import { DueReader, type Reclaimable } from './DueReader';
import type { MovedTable } from './exchangesAmong';
import { LazyFileIO } from './LazyFileIO';
import { readMetadata } from './readMetadata';
import { readTable } from './readTable';
import { resolveListedTraits } from './resolveTraits';
import { cacheNamespaceOf, type ScanCaches } from './ScanCaches';
import { TableEngines, type EnginesByConfiguration } from './TableEngines';
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
  /** Absent: only what the connection itself knows of engines. */
  engines?: EnginesByConfiguration;
}

/** How the last runs of maintenance of a table ended. */
export interface EndedRuns {
  of(ref: TableRef, tableUuid: string): Promise<EndedRun[]>;
}

/** Finds a known table by the UUID of what was read by a name that was not its own. */
export interface KnownElsewhere {
  /** Not in the catalog any more: it was renamed to this one, and its history and its entity go on with it. */
  missing(
    tableUuid: string,
  ): KnownTable | undefined | Promise<KnownTable | undefined>;
  /** By its name the catalog has a table too: they may have exchanged their names. Absent: that has been looked at. */
  listed?(
    tableUuid: string,
  ): KnownTable | undefined | Promise<KnownTable | undefined>;
}

/** What reading one table gave. */
export type ReadOutcome =
  | {
      /** `unchanged`: it is as it was; nothing was stored. */
      kind: 'read' | 'unchanged' | 'failed';
      /** What its entity shows may have changed. */
      identityChanged: boolean;
      /** The table that it was, by another name. */
      renamedFrom?: KnownTable;
    }
  | {
      /** It is known by another name, where the catalog has a table too. Nothing was stored. */
      kind: 'moved';
      found: MovedTable['found'];
    };

/** Reads, judges and stores single tables of one lakehouse. */
export class TableScan {
  readonly #options: TableScanOptions;
  readonly #engines: TableEngines;
  readonly #due: DueReader;

  constructor(options: TableScanOptions) {
    const { connection, connector, caches, timeoutMs, signal, logger } =
      options;
    this.#options = options;
    this.#engines = new TableEngines({
      ...{ connection, connector, signal, logger },
      configured: options.engines,
    });
    this.#due = new DueReader({
      ...{ connection, caches, timeoutMs, signal },
      engines: this.#engines,
    });
  }

  /**
   * Reads a table whose pointer has changed. When that fails, the reason is stored, and the last good answer stays.
   */
  async read(
    table: KnownTable,
    pointer: ConnectorTable,
    schema: StoredSchema,
    elsewhere: KnownElsewhere,
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
      const { tableUuid } = read.metadata;
      const isAnother =
        table.tableUuid !== undefined && table.tableUuid !== tableUuid;
      const found =
        tableUuid && isAnother
          ? await elsewhere.listed?.(tableUuid)
          : undefined;
      if (tableUuid && found) {
        return { kind: 'moved', found: { ...found, tableUuid } };
      }
      const judged = {
        connection,
        schema,
        name: pointer.name,
        ...read,
        nowMs: now(),
      };
      const verdict = judge.judge({
        ...judged,
        ...(await this.#due.read(
          read.fileIO ?? connector.fileIO,
          { ...pointer, metadata: read.metadata },
          judge.dueSnapshotsOf(judged),
        )),
        orphans: table.orphans,
        runs: await this.#runsOf(table, read.metadata),
        engine: await this.#engineOf(pointer),
      });
      await tables.saveReading(table.id, {
        ...read,
        ...verdict,
        scannedAt: now(),
      });
      const before =
        tableUuid && isOtherTable(table, tableUuid)
          ? await elsewhere.missing(tableUuid)
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

  async #engineOf(pointer: ConnectorTable): Promise<DueInput['engine']> {
    const engine = await this.#engines.of(pointer);
    if (engine === 'none' || engine === 'unknown') {
      return engine === 'none' ? engine : undefined;
    }
    return { name: engine.engine, capabilities: engine.capabilities };
  }

  /** Of a verdict that would be made now. */
  policyKeyOf(schema: StoredSchema): string {
    const { connection, judge } = this.#options;
    return judge.keyOf(connection, schema);
  }

  /**
   * Judges a table anew by what is stored of it. A verdict that says the same on the same day is
   * not written again: thousands of healthy tables cost no writing. Only where other snapshots are due than before, what goes
   * with them is counted anew, from what is remembered of the files.
   */
  async judgeAgain(
    table: KnownTable,
    pointer: ConnectorTable,
    schema: StoredSchema,
  ): Promise<{ identityChanged: boolean; saved: boolean }> {
    const { connection, judge, tables, now } = this.#options;
    const nowMs = now();
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
      oldSnapshotBytes: documents.health.oldSnapshotBytes,
      oldSnapshotFiles: documents.health.oldSnapshotFiles,
      ...(await this.#reclaimableAgain(table, pointer, schema, {
        documents,
        nowMs,
      })),
      orphans: table.orphans,
      runs: await this.#runsOf(table, documents.metadata),
      engine: await this.#engineOf(pointer),
      nowMs,
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

  /** As it was counted, where the same snapshots are due as then. */
  async #reclaimableAgain(
    table: KnownTable,
    pointer: ConnectorTable,
    schema: StoredSchema,
    {
      documents: { metadata, health },
      nowMs,
    }: { documents: TableDocuments; nowMs: number },
  ): Promise<Reclaimable> {
    const { connection, connector, judge, signal } = this.#options;
    const dueAt = (ms: number) =>
      judge.dueSnapshotsOf({
        ...{ connection, schema, name: table.table, metadata, nowMs: ms },
      });
    const due = dueAt(nowMs);
    const isSame =
      table.policyKey === this.policyKeyOf(schema) &&
      idsOf(due) === idsOf(dueAt(health.judgedAtMs));
    if (isSame) {
      const { reclaimableBytes, reclaimableFiles } = health;
      return { reclaimableBytes, reclaimableFiles };
    }
    const io = new LazyFileIO(async () => {
      const reading = await readMetadata(connector, pointer, { signal });
      return (
        (reading === 'unchanged' ? undefined : reading.fileIO) ??
        connector.fileIO
      );
    });
    return this.#due.read(
      connector.fileIO instanceof NoFileIO ? connector.fileIO : io,
      { ...pointer, metadata },
      due,
    );
  }
}

/**
 * Whether a name is that of a table for the first time: it was seen for the first time, or it is there again after its table
 * was missing, and is another one. A table that takes the place of one that was there all the time goes on with its entity.
 */
function isOtherTable(known: KnownTable, tableUuid: string): boolean {
  return (
    known.tableUuid !== tableUuid &&
    (known.readVersion === undefined || known.goneAt !== undefined)
  );
}

function idsOf(snapshots: Snapshot[]): string {
  return snapshots.map(({ snapshotId }) => snapshotId).join();
}

function dayOf(timestampMs: number): string {
  return new Date(timestampMs).toISOString().slice(0, 10);
}
