import type { LoggerService } from '@backstage/backend-plugin-api';
import type { LakehouseChangedEvent } from '@lakehouse-portal/plugin-lakehouse-common';
import type { LakehouseConnector } from '@lakehouse-portal/plugin-lakehouse-node';
import type { ConnectionConfig, ScanConfig } from '../config';
import type { ConnectorPool } from '../connectors';
import type { SchemaStore, StoredSchema, TableStore } from '../database';
import { forEachConcurrently } from './forEachConcurrently';
import { listTables, type ListedTable, type Listing } from './listTables';
import { resolveSchema } from './resolveTraits';
import type { ScanCaches } from './ScanCaches';
import type { TableJudge } from './TableJudge';
import { TableScan } from './TableScan';
import { versionOf } from './versionOf';

/** A verdict over unchanged metadata is made anew when it is older: ages have changed. */
const REJUDGE_AFTER_MS = 10 * 60 * 1000;

/** Verdicts that a scan makes anew because they are old, at most, the oldest first: the rest is up to the next scans. */
const MAX_REJUDGED = 1000;

/** More changes than these are announced without their names. */
const MAX_ANNOUNCED = 1000;

/** Counts of tables. */
export interface ScanResult {
  total: number;
  read: number;
  failed: number;
}

/** What one scan works with. */
export interface LakehouseScanOptions {
  connection: ConnectionConfig;
  scan: ScanConfig;
  connectors: ConnectorPool;
  tables: TableStore;
  schemas: SchemaStore;
  judge: TableJudge;
  caches: ScanCaches;
  logger: LoggerService;
  onChanged: (event: LakehouseChangedEvent) => Promise<void>;
  now: () => number;
  signal: AbortSignal;
  report: (activity: string) => void;
}

/** One scan of one lakehouse. */
export class LakehouseScan {
  readonly counts: ScanResult = { total: 0, read: 0, failed: 0 };
  readonly #options: LakehouseScanOptions;
  readonly #changes = new Map<
    string,
    { schema: string; table: string; change: 'added' | 'changed' | 'removed' }
  >();

  constructor(options: LakehouseScanOptions) {
    this.#options = options;
  }

  /**
   * @throws What the catalog throws, and the reason of the signal. Failures of single tables are only counted.
   */
  async run(): Promise<ScanResult> {
    const { connection, connectors, signal, report } = this.#options;
    report('Connecting');
    const connector = await connectors.get(connection, {
      signal,
      onProgress: report,
    });
    report('Listing tables');
    const schemas = await this.#listSchemas(connector);
    const listing = await this.#list(connector);
    this.counts.total = listing.tables.length + listing.refused.length;
    this.counts.failed = listing.refused.length;
    try {
      await this.#readAndJudge(connector, listing, schemas.byName);
    } finally {
      // What was found is announced even when the scan was stopped: it is in the database by now.
      await this.#announce(schemas.changed);
    }
    return this.counts;
  }

  async #listSchemas(connector: LakehouseConnector) {
    const { connection, schemas, signal } = this.#options;
    const stored: StoredSchema[] = [];
    for (const namespace of await connector.listNamespaces({ signal })) {
      stored.push(resolveSchema(connection, namespace));
    }
    const changed = await schemas.replace(connection.name, stored);
    return {
      changed,
      byName: new Map(stored.map(schema => [schema.name, schema])),
    };
  }

  async #list(connector: LakehouseConnector): Promise<Listing> {
    const { connection, tables, logger, now, signal } = this.#options;
    const listing = await listTables({
      lakehouse: connection.name,
      connector,
      store: tables,
      logger,
      nowMs: now(),
      signal,
    });
    for (const { schema, table } of listing.added) {
      this.#note(schema, table, 'added');
    }
    for (const { schema, table } of listing.gone) {
      this.#note(schema, table, 'removed');
    }
    return listing;
  }

  async #readAndJudge(
    connector: LakehouseConnector,
    listing: Listing,
    schemas: Map<string, StoredSchema>,
  ): Promise<void> {
    const { connection, judge, tables, caches, scan, now, signal, report } =
      this.#options;
    const unchanged: ListedTable[] = [];
    const toRead: ListedTable[] = [];
    for (const table of listing.tables) {
      // Tier 0: metadata files are never changed, so the same location is the same table.
      // One of which a part could not be read is tried again: that may have passed.
      const isSame =
        table.readVersion !== undefined &&
        table.readVersion === versionOf(table.pointer) &&
        table.scanError === undefined &&
        !table.incomplete;
      (isSame ? unchanged : toRead).push(table);
    }
    await tables.touch(
      unchanged.map(table => table.id),
      { scannedAt: now() },
    );

    const tableScan = new TableScan({
      connection,
      connector,
      judge,
      tables,
      caches,
      now,
      timeoutMs: scan.tableTimeoutMs,
      signal,
      logger: this.#options.logger,
    });
    const schemaOf = (name: string) =>
      schemas.get(name) ??
      resolveSchema(connection, { namespace: name, properties: {} });
    let done = 0;
    await forEachConcurrently(
      toRead,
      { concurrency: scan.concurrency, signal },
      async table => {
        const outcome = await tableScan.read(
          table,
          table.pointer,
          schemaOf(table.schema),
          listing.gone,
        );
        this.counts[outcome.failed ? 'failed' : 'read'] += 1;
        if (outcome.identityChanged) {
          this.#note(table.schema, table.table, 'changed');
        }
        done += 1;
        report(`Reading tables: ${done} of ${toRead.length}`);
      },
    );
    await this.#judgeAgain(unchanged, tableScan, schemaOf);
  }

  /** Judges anew what was judged by other rules, and a part of what was judged long ago. */
  async #judgeAgain(
    unchanged: ListedTable[],
    tableScan: TableScan,
    schemaOf: (name: string) => StoredSchema,
  ): Promise<void> {
    const { connection, judge, tables, now, signal } = this.#options;
    const keys = new Map<string, string>();
    const keyOf = (schema: string) => {
      const key = keys.get(schema) ?? judge.keyOf(connection, schemaOf(schema));
      keys.set(schema, key);
      return key;
    };
    const isByOtherRules = (table: ListedTable) =>
      table.policyKey !== keyOf(table.schema);
    const isOld = (table: ListedTable) =>
      now() - (table.judgedAt ?? 0) >= REJUDGE_AFTER_MS;
    const old = unchanged
      .filter(table => isOld(table) && !isByOtherRules(table))
      .sort((a, b) => (a.judgedAt ?? 0) - (b.judgedAt ?? 0))
      .slice(0, MAX_REJUDGED);
    const same: number[] = [];
    // One at a time: this costs the processor, not waiting.
    await forEachConcurrently(
      [...unchanged.filter(isByOtherRules), ...old],
      { concurrency: 1, signal },
      async table => {
        const { identityChanged, saved } = await tableScan.judgeAgain(
          table,
          schemaOf(table.schema),
        );
        if (identityChanged) {
          this.#note(table.schema, table.table, 'changed');
        }
        if (!saved) {
          same.push(table.id);
        }
      },
    );
    await tables.touch(same, { judgedAt: now() });
  }

  #note(
    schema: string,
    table: string,
    change: 'added' | 'changed' | 'removed',
  ): void {
    const key = JSON.stringify([schema, table]);
    if (!this.#changes.has(key)) {
      this.#changes.set(key, { schema, table, change });
    }
  }

  async #announce(schemasChanged: boolean): Promise<void> {
    if (!schemasChanged && this.#changes.size === 0) {
      return;
    }
    await this.#options.onChanged({
      lakehouse: this.#options.connection.name,
      change: 'scanned',
      tables:
        this.#changes.size <= MAX_ANNOUNCED
          ? [...this.#changes.values()]
          : undefined,
    });
  }
}
