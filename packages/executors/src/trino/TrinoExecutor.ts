import {
  ExecutorError,
  UnsupportedUnitError,
  type BeforeOrphans,
  type ContentChecksum,
  type ExecutorCapability,
  type ExecutorTable,
  type ExpiryRule,
  type MaintenanceExecutor,
  type MaintenanceOperation,
  type MaintenanceUnit,
  type OrphanListing,
  type RewriteDataFilesUnit,
  type SettledAttempt,
  type TableStore,
  type UnitOutcome,
  type UnitProgress,
} from '@lakehouse-portal/maintenance';
import type { TableMetadata } from '@lakehouse-portal/table-metadata';
import {
  quoteIdentifier,
  quoteLiteral,
  type TrinoClient,
} from '@lakehouse-portal/trino';
import { stillThere } from '../planning/listedFiles';
import { findManifestMerge } from '../planning/findManifestMerge';
import { readRewrite } from '../planning/readRewrite';
import { sumOfExpiry } from '../planning/readExpiry';
import { expireInTrino } from './expireInTrino';
import { previewTrinoExpiry, trinoExpiryRule } from './expiryPreview';
import { metricsOf } from './metricsOf';
import { partitionPredicate } from './partitionPredicate';
import { settleInTrino } from './settleInTrino';
import { trinoCapabilities } from './trinoCapabilities';
import { trinoChecksum, versionOf } from './trinoChecksum';
import { hasTrinoFeature, trinoRelease } from './trinoFeatures';
import { trinoProperties } from './trinoProperties';
import { listTrinoOrphans, removeOrphansInTrino } from './trinoOrphans';
import { TrinoStatements, type StatementOptions } from './TrinoStatements';

const DEFAULT_MAX_DURATION_MS = 6 * 60 * 60 * 1000;
/** Session property of the catalog; a table property in newer releases. */
const TARGET_SIZE = 'target_max_file_size';
const DEFAULT_SETTLE_MS = 60_000;
const DEFAULT_MARGIN_MS = 10 * 60_000;
const DEFAULT_ORPHAN_MARGIN_MS = 60_000;

/** @public */
export interface TrinoExecutorOptions {
  client: Pick<TrinoClient, 'query'>;
  /** Trino's name of the Iceberg catalog. */
  catalog: string;
  /** As `SELECT version()` gives it. */
  version: string;
  /** Session properties of all statements. */
  session?: Record<string, string>;
  /** Of one statement, milliseconds; six hours when left out. */
  maxDurationMs?: number;
  /** How long an attempt that is stopped may take to end, milliseconds; a minute when left out. */
  settleMs?: number;
  /**
   * So long an expiry may wait in Trino's queue, milliseconds; ten minutes when left out. Snapshots stay that are older than
   * one which must stay by less than that.
   */
  expiryMarginMs?: number;
  /**
   * So long a removal of orphan files may take to begin, milliseconds; a minute when left out. Orphans stay that are older
   * than one which must stay by less than that.
   */
  orphanMarginMs?: number;
  /** Clock, milliseconds since the epoch. */
  now?: () => number;
}

type RunOptions = {
  signal?: AbortSignal;
  onProgress?: (progress: UnitProgress) => void;
  key?: string;
  store?: TableStore;
};

/**
 * Maintains Iceberg tables with `ALTER TABLE … EXECUTE` of a Trino.
 * @public
 */
export class TrinoExecutor implements MaintenanceExecutor {
  readonly engine: string;
  readonly capabilities: Record<MaintenanceOperation, ExecutorCapability>;
  readonly #statements: TrinoStatements;
  readonly #release: number | undefined;
  readonly #settleMs: number;
  readonly #expiryMarginMs: number;
  readonly #orphanMarginMs: number;
  #hasTargetSize: boolean | undefined;
  readonly #now: () => number;

  /** Asks the server which version it is. @throws ExecutorError */
  static async connect(
    options: Omit<TrinoExecutorOptions, 'version'> & { signal?: AbortSignal },
  ): Promise<TrinoExecutor> {
    const statements = new TrinoStatements({
      ...options,
      maxDurationMs: 60_000,
    });
    const { rows } = await statements.run('SELECT version()', {
      signal: options.signal,
    });
    return TrinoExecutor.create({
      ...options,
      version: String(rows[0]?.[0] ?? ''),
    });
  }

  static create(options: TrinoExecutorOptions): TrinoExecutor {
    return new TrinoExecutor(options);
  }

  private constructor(options: TrinoExecutorOptions) {
    this.engine = `Trino ${options.version}`;
    this.#release = trinoRelease(options.version);
    this.capabilities = trinoCapabilities(this.#release);
    this.#statements = new TrinoStatements({
      ...options,
      maxDurationMs: options.maxDurationMs ?? DEFAULT_MAX_DURATION_MS,
    });
    this.#settleMs = options.settleMs ?? DEFAULT_SETTLE_MS;
    this.#expiryMarginMs = options.expiryMarginMs ?? DEFAULT_MARGIN_MS;
    this.#orphanMarginMs = options.orphanMarginMs ?? DEFAULT_ORPHAN_MARGIN_MS;
    this.#now = options.now ?? Date.now;
  }

  /** Runs a unit as one statement. An abort ends it on the server. */
  async run(
    table: ExecutorTable,
    unit: MaintenanceUnit,
    options: RunOptions = {},
  ): Promise<UnitOutcome> {
    options.signal?.throwIfAborted();
    const capability = this.capabilities[unit.operation];
    if (!capability?.supported) {
      throw new UnsupportedUnitError(
        capability?.note ?? `${this.engine} does not know ${unit.operation}.`,
      );
    }
    const name = this.#statements.name(table);
    switch (unit.operation) {
      case 'set-properties':
        await this.#statements.run(
          `ALTER TABLE ${name} SET PROPERTIES ${trinoProperties(
            unit.properties,
            this.#release,
          )}`,
          options,
        );
        return {};
      case 'rewrite-data-files':
        return this.#optimize(table, unit, options);
      case 'rewrite-manifests':
        return this.#optimizeManifests(table, options);
      case 'drop-extended-stats':
        return this.#dropExtendedStats(table, options);
      case 'expire-snapshots':
        return expireInTrino(this.#statements, table, unit, {
          ...options,
          release: this.#release,
          now: this.#now,
          marginMs: this.#expiryMarginMs,
        });
      case 'remove-orphan-files':
        return removeOrphansInTrino(this.#statements, table, unit, {
          ...options,
          ...this.#orphanOptions,
        });
      default:
        throw new ExecutorError(
          `There is no operation ${JSON.stringify(
            (unit as { operation: unknown }).operation,
          )}.`,
          { nothingChanged: true },
        );
    }
  }

  async listOrphanFiles(
    _table: ExecutorTable,
    options: {
      olderThanMs: number;
      allowYoung?: boolean;
      store?: TableStore;
      after?: BeforeOrphans;
      signal?: AbortSignal;
    },
  ): Promise<OrphanListing> {
    return listTrinoOrphans(this.#statements, {
      ...options,
      ...this.#orphanOptions,
    });
  }

  expiryRule(
    metadata: TableMetadata,
    snapshotIds: readonly string[],
  ): ExpiryRule | undefined {
    return trinoExpiryRule(metadata, snapshotIds, this.#release);
  }

  async previewExpiry(
    _table: ExecutorTable,
    snapshotIds: readonly string[],
    options: { store?: TableStore; signal?: AbortSignal } = {},
  ): Promise<{ files: number; sizeBytes: bigint } | undefined> {
    const { store, signal } = options;
    const opened = await store?.open({ signal });
    const found =
      opened &&
      (await previewTrinoExpiry(opened, snapshotIds, {
        release: this.#release,
        signal,
      }));
    return found && sumOfExpiry(await stillThere(found, opened, { signal }));
  }

  async checksum(
    table: ExecutorTable,
    options: { snapshotId?: string; signal?: AbortSignal } = {},
  ): Promise<ContentChecksum> {
    return trinoChecksum(this.#statements, table, options);
  }

  async settle(
    _table: ExecutorTable,
    key: string,
    options: { signal?: AbortSignal } = {},
  ): Promise<SettledAttempt> {
    return settleInTrino(this.#statements, key, {
      ...options,
      patienceMs: this.#settleMs,
    });
  }

  async rollback(
    table: ExecutorTable,
    snapshotId: string,
    options: { signal?: AbortSignal } = {},
  ): Promise<void> {
    // Refuses what is no id.
    versionOf(snapshotId);
    const { catalog, schema, table: name } = this.#statements.nameOf(table);
    await this.#statements.run(
      hasTrinoFeature(this.#release, 'rollbackProcedure')
        ? `ALTER TABLE ${this.#statements.name(
            table,
          )} EXECUTE rollback_to_snapshot(snapshot_id => ${snapshotId})`
        : `CALL ${quoteIdentifier(
            catalog,
          )}.system.rollback_to_snapshot(${quoteLiteral(
            schema,
          )}, ${quoteLiteral(name)}, ${snapshotId})`,
      options,
    );
  }

  /** Forgets the statistics of `ANALYZE` (NDVs). They are made again by `ANALYZE` alone. */
  async #dropExtendedStats(
    table: ExecutorTable,
    options: RunOptions,
  ): Promise<UnitOutcome> {
    const { store, ...rest } = options;
    await this.#statements.run(
      `ALTER TABLE ${this.#statements.name(table)} EXECUTE drop_extended_stats`,
      rest,
    );
    const after = await store?.open({ signal: options.signal });
    const left = after?.metadata.statisticsFiles.length ?? 0;
    return left > 0
      ? {
          warnings: [
            `The table has ${left} statistics files again: a writer made them meanwhile.`,
          ],
        }
      : {};
  }

  get #orphanOptions() {
    return {
      release: this.#release,
      now: this.#now,
      marginMs: this.#orphanMarginMs,
    };
  }

  async #optimize(
    table: ExecutorTable,
    unit: RewriteDataFilesUnit,
    options: RunOptions,
  ): Promise<UnitOutcome> {
    const where = unit.partition
      ? ` WHERE ${partitionPredicate(
          unit.partition,
          await this.#columnTypes(table, options),
        )}`
      : '';
    const threshold = unit.rewriteAll
      ? Number.MAX_SAFE_INTEGER
      : wholeBytes(unit.minFileSizeBytes);
    const result = await this.#statements.run(
      `ALTER TABLE ${this.#statements.name(
        table,
      )} EXECUTE optimize(file_size_threshold => '${threshold}B')${where}`,
      {
        ...options,
        catalogSession: (await this.#canTellTargetSize(options.signal))
          ? { [TARGET_SIZE]: `${wholeBytes(unit.targetFileSizeBytes)}B` }
          : {},
      },
    );
    const metrics = metricsOf(result);
    return {
      removedDataFiles: metrics.get('rewritten_data_files_count'),
      addedDataFiles: metrics.get('added_data_files_count'),
      ...(options.store &&
        (await readRewrite(
          options.store,
          ({ summary }) => summary.trino_query_id === result.queryId,
          options,
        ))),
    };
  }

  async #optimizeManifests(
    table: ExecutorTable,
    { store, ...options }: RunOptions,
  ): Promise<UnitOutcome> {
    const before = await readIfPossible(store, options.signal);
    await this.#statements.run(
      `ALTER TABLE ${this.#statements.name(table)} EXECUTE optimize_manifests`,
      options,
    );
    const after = before && (await readIfPossible(store, options.signal));
    const snapshotId =
      after && findManifestMerge(after, before.currentSnapshotId);
    return snapshotId === undefined &&
      after?.currentSnapshotId !== before?.currentSnapshotId
      ? {
          warnings: [
            'Which snapshot the merge made is not known: the table had other commits meanwhile. It can be rolled back by hand alone.',
          ],
        }
      : { snapshotId };
  }

  /** Newer releases take the target from a table property, and refuse session properties that they don't know. */
  async #canTellTargetSize(signal?: AbortSignal): Promise<boolean> {
    if (this.#hasTargetSize === undefined) {
      const { catalog } = this.#statements.nameOf({ namespace: '', name: '' });
      const property = `${catalog}.${TARGET_SIZE}`;
      const { rows } = await this.#statements.run(
        `SHOW SESSION LIKE ${quoteLiteral(property)}`,
        { signal },
      );
      this.#hasTargetSize = rows.some(([name]) => name === property);
    }
    return this.#hasTargetSize;
  }

  async #columnTypes(
    table: ExecutorTable,
    options: StatementOptions,
  ): Promise<ReadonlyMap<string, string>> {
    const { columns } = await this.#statements.run(
      `SELECT * FROM ${this.#statements.name(table)} WHERE false`,
      { signal: options.signal },
    );
    return new Map(columns.map(column => [column.name, column.typeText]));
  }
}

/** Whether it can be read or not, the statement is run: only what is checked of it afterwards depends on it. */
async function readIfPossible(
  store: TableStore | undefined,
  signal: AbortSignal | undefined,
): Promise<TableMetadata | undefined> {
  try {
    return (await store?.open({ signal }))?.metadata;
  } catch {
    signal?.throwIfAborted();
    return undefined;
  }
}

/** @throws ExecutorError for what is no size: it becomes part of a statement. */
function wholeBytes(bytes: number): number {
  const whole = Math.round(bytes);
  if (!Number.isSafeInteger(whole) || whole < 1) {
    throw new ExecutorError(`${bytes} is not a size in bytes.`, {
      nothingChanged: true,
    });
  }
  return whole;
}
