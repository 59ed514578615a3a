import type { LoggerService } from '@backstage/backend-plugin-api';
import type { LakehouseChangedEvent } from '@lakehouse-portal/plugin-lakehouse-common';
import type { RefusedNamespace } from '@lakehouse-portal/catalogs';
import type { LakehouseConnector } from '@lakehouse-portal/plugin-lakehouse-node';
import type { QueryObserver } from '../calibration';
import type { ConnectionConfig, SourceScanConfig } from '../config';
import type { ConnectorPool } from '../connectors';
import type {
  KnownTable,
  SchemaStore,
  StoredSchema,
  TableStore,
} from '../database';
import { forEachConcurrently } from './forEachConcurrently';
import { isStorableName } from './isStorableName';
import {
  isWithin,
  listTables,
  type ListedTable,
  type Listing,
} from './listTables';
import { listedStateOf } from './listedState';
import { planReading } from './planReading';
import { readListed } from './readListed';
import { resolveSchema } from './resolveTraits';
import type { ScanCaches } from './ScanCaches';
import type { EnginesByConfiguration } from './TableEngines';
import type { TableJudge } from './TableJudge';
import { TableScan, type EndedRuns } from './TableScan';

/** A verdict over unchanged metadata is made anew when it is older: ages have changed. */
const REJUDGE_AFTER_MS = 10 * 60 * 1000;

/** Verdicts that a scan makes anew because they are old, at most, the oldest first: the rest is up to the next scans. */
const MAX_REJUDGED = 1000;

/** More changes than these are announced without their names. */
const MAX_ANNOUNCED = 1000;

/** Times of so many tables are written at once. */
const TOUCH_AT_ONCE = 500;

/** Counts of tables. */
export interface ScanResult {
  total: number;
  read: number;
  /** Found to be as they were: by the listing, or by asking. */
  unchanged: number;
  failed: number;
  /** Known, and not listed. */
  missing: number;
  /** Namespaces that the catalog refuses to list. Their known tables count as neither of the others. */
  refusedNamespaces: RefusedNamespace[];
}

/** What one scan works with. */
export interface LakehouseScanOptions {
  connection: ConnectionConfig;
  /** How this source is scanned. */
  scan: SourceScanConfig;
  /** Somebody asked for it: all tables are due. */
  isAskedFor: boolean;
  /** A listing is believed whatever it lacks. */
  acceptLoss: boolean;
  connectors: ConnectorPool;
  tables: TableStore;
  schemas: SchemaStore;
  judge: TableJudge;
  caches: ScanCaches;
  endedRuns?: EndedRuns;
  /** Absent: only what connections know of engines. */
  engines?: EnginesByConfiguration;
  /** Absent: nobody looks at queries. */
  queries?: Pick<QueryObserver, 'look' | 'learn'>;
  logger: LoggerService;
  onChanged: (event: LakehouseChangedEvent) => Promise<void>;
  now: () => number;
  signal: AbortSignal;
  report: (activity: string) => void;
}

/** One scan of one lakehouse. */
export class LakehouseScan {
  readonly counts: ScanResult = {
    total: 0,
    read: 0,
    unchanged: 0,
    failed: 0,
    missing: 0,
    refusedNamespaces: [],
  };
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
    await this.#options.judge.prepare(connection);
    const queries = await this.#options.queries?.look(
      connection,
      connector,
      signal,
    );
    report('Listing tables');
    // Those whose children are refused are refused again when their tables are listed, which is when it counts.
    const onRefused = () => {};
    const namespaces = await connector.listNamespaces({ signal, onRefused });
    const listing = await this.#list(connector);
    this.counts.total =
      listing.tables.length + listing.refused.length + listing.unknown.length;
    this.counts.refusedNamespaces = [...listing.refusedNamespaces.values()];
    this.counts.failed = listing.refused.length;
    this.counts.missing = listing.missing.length;
    const schemas = await this.#storeSchemas(namespaces, listing);
    try {
      await this.#readAndJudge(connector, listing, schemas.byName);
      await this.#remove(listing.missing);
      if (queries) {
        await this.#options.queries?.learn(connection, queries, signal);
      }
    } finally {
      // What was found is announced even when the scan was stopped: it is in the database by now.
      await this.#announce(schemas.changed);
    }
    return this.counts;
  }

  /** Schemas as they are listed; those of tables that are missing stay as long as these, and refused ones as they were. */
  async #storeSchemas(
    namespaces: Array<{
      namespace: string;
      properties: Record<string, string>;
    }>,
    listing: Listing,
  ) {
    const { connection, schemas, logger } = this.#options;
    const stored = new Map<string, StoredSchema>();
    for (const namespace of namespaces) {
      const name = namespace.namespace;
      if (isStorableName(name)) {
        stored.set(name, resolveSchema(connection, namespace));
      } else {
        logger.warn(
          `A namespace is left out because its name can't be kept: ${JSON.stringify(
            name,
          ).slice(0, 100)}`,
        );
      }
    }
    const waiting = new Set(listing.missing.map(({ schema }) => schema));
    for (const schema of await schemas.list(connection.name)) {
      const isKept =
        waiting.has(schema.name) ||
        isWithin(schema.name, listing.refusedNamespaces);
      if (isKept && !stored.has(schema.name)) {
        stored.set(schema.name, schema);
      }
    }
    const changed = await schemas.replace(connection.name, [
      ...stored.values(),
    ]);
    return { changed, byName: stored };
  }

  async #list(connector: LakehouseConnector): Promise<Listing> {
    const { connection, tables, scan, acceptLoss, logger, now, signal } =
      this.#options;
    const listing = await listTables({
      lakehouse: connection.name,
      connector,
      store: tables,
      limits: scan,
      acceptLoss,
      logger,
      nowMs: now(),
      signal,
    });
    for (const { schema, table } of listing.added) {
      this.#note(schema, table, 'added');
    }
    return listing;
  }

  /** Removes what has been missing for long enough. After reading: what came back by another name is not missing. */
  async #remove(missing: KnownTable[]): Promise<void> {
    const { tables, scan, now } = this.#options;
    const removed = new Set(
      await tables.remove(
        missing.map(({ id }) => id),
        {
          listings: scan.missingListings,
          goneUntil: now() - scan.missingMs,
        },
      ),
    );
    for (const { id, schema, table } of missing) {
      if (removed.has(id)) {
        this.#note(schema, table, 'removed');
      }
    }
    this.counts.missing -= removed.size;
  }

  async #readAndJudge(
    connector: LakehouseConnector,
    listing: Listing,
    schemas: Map<string, StoredSchema>,
  ): Promise<void> {
    const { connection, judge, tables, caches, scan, now, signal, report } =
      this.#options;
    const plan = planReading(listing.tables, {
      nowMs: now(),
      recheckMs: scan.recheckMs,
      all: this.#options.isAskedFor,
    });
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
      endedRuns: this.#options.endedRuns,
      engines: this.#options.engines,
    });
    const schemaOf = (name: string) =>
      schemas.get(name) ??
      resolveSchema(connection, { namespace: name, properties: {} });
    await this.#touch(plan.unchanged);
    await this.#listOnly(plan.listedOnly, tableScan, schemaOf);

    const found: ListedTable[] = [];
    let touched = 0;
    let done = 0;
    const left = await readListed(plan, {
      ...{ tableScan, tables, listing, schemaOf, signal },
      concurrency: scan.concurrency,
      onRead: async (table, outcome) => {
        if (outcome.kind === 'unchanged') {
          found.push(table);
          if (found.length - touched >= TOUCH_AT_ONCE) {
            const since = touched;
            touched = found.length;
            await this.#touch(found.slice(since));
          }
        } else {
          this.counts[outcome.kind] += 1;
        }
        if (outcome.identityChanged) {
          this.#note(table.schema, table.table, 'changed');
        }
        if (outcome.renamedFrom) {
          this.counts.missing -= 1;
          const { schema, table: name } = outcome.renamedFrom;
          this.#note(schema, name, 'removed');
        }
        done += 1;
        report(
          `Reading tables: ${done} of ${Math.max(done, plan.toRead.length)}`,
        );
      },
      onExchanged: ({ schema, table }) => this.#note(schema, table, 'changed'),
    });
    await this.#touch(found.slice(touched));
    await this.#judgeAgain(
      [...plan.unchanged, ...left, ...found],
      tableScan,
      schemaOf,
    );
  }

  /** Says of tables that are as they were that they were looked at. */
  async #touch(unchanged: ListedTable[]): Promise<void> {
    const { tables, now } = this.#options;
    this.counts.unchanged += unchanged.length;
    await tables.touch(
      unchanged.map(table => table.id),
      { scannedAt: now() },
    );
  }

  async #listOnly(
    listed: ListedTable[],
    tableScan: TableScan,
    schemaOf: (name: string) => StoredSchema,
  ): Promise<void> {
    const { signal } = this.#options;
    const same: ListedTable[] = [];
    await forEachConcurrently(
      listed,
      { concurrency: 1, signal },
      async table => {
        const state = listedStateOf(table.pointer);
        if (await tableScan.list(table, state, schemaOf(table.schema))) {
          this.#note(table.schema, table.table, 'changed');
        } else {
          same.push(table);
        }
      },
    );
    await this.#touch(same);
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
    const isOld = (table: ListedTable) => {
      const age = now() - (table.judgedAt ?? 0);
      // Judged later than now: the clock was set back since.
      return age < 0 || age >= REJUDGE_AFTER_MS;
    };
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
          table.pointer,
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
