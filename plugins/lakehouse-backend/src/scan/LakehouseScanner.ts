import type { LoggerService } from '@backstage/backend-plugin-api';
import { ServiceUnavailableError, toError } from '@backstage/errors';
import type {
  LakehouseChangedEvent,
  RefusedListing,
} from '@lakehouse-portal/plugin-lakehouse-common';
import type { QueryObserver } from '../calibration';
import type { ConnectionConfig, ScanConfig } from '../config';
import type { ConnectorPool } from '../connectors';
import type {
  ScanClaim,
  ScanOutcome,
  ScanStore,
  SchemaStore,
  TableStore,
} from '../database';
import { describeReadError } from './describeReadError';
import { LakehouseScan, type ScanResult } from './LakehouseScan';
import { ListingRefusedError } from './ListingRefusedError';
import { nextAttempt } from './nextAttempt';
import type { ScanCaches } from './ScanCaches';
import { ScanTimeoutError } from './ScanTimeoutError';
import { sourceScanOf } from './sourceScanOf';
import type { EnginesByConfiguration } from './TableEngines';
import type { TableJudge } from './TableJudge';
import type { EndedRuns } from './TableScan';

/** Between two signs of life of a scan. */
const HEARTBEAT_MS = 2_000;
/** Between two looks at the scan of somebody else. */
const POLL_MS = 250;

/** What a scanner works with. */
export interface ScannerOptions {
  scan: ScanConfig;
  connectors: ConnectorPool;
  tables: TableStore;
  schemas: SchemaStore;
  scans: ScanStore;
  judge: TableJudge;
  caches: ScanCaches;
  /** Absent: nobody keeps runs of maintenance. */
  endedRuns?: EndedRuns;
  /** Absent: only what connections know of engines. */
  engines?: EnginesByConfiguration;
  /** Absent: nobody looks at queries. */
  queries?: Pick<QueryObserver, 'look' | 'learn'>;
  logger: LoggerService;
  /** Says that tables or schemas changed. */
  onChanged: (event: LakehouseChangedEvent) => Promise<void>;
  /** Clock, milliseconds since the epoch. */
  now: () => number;
  /** When the back end stops. */
  shutdown: AbortSignal;
}

/** How a scan is asked for. */
export interface ScanCallOptions {
  whenBusy: 'join' | 'after' | 'skip';
  /** Nothing is done before the time of the next attempt: for the schedule. */
  onlyIfDue?: boolean;
  /** A person asked: tables are looked at that are not due. */
  isAskedFor?: boolean;
  /** Believes a listing whatever it lacks. */
  acceptLoss?: boolean;
  signal?: AbortSignal;
}

/** Scans lakehouses: one scan per lakehouse at a time, over all replicas. */
export class LakehouseScanner {
  readonly #options: ScannerOptions;
  readonly #running = new Set<Promise<void>>();

  static create(options: ScannerOptions): LakehouseScanner {
    return new LakehouseScanner(options);
  }

  private constructor(options: ScannerOptions) {
    this.#options = options;
  }

  /**
   * Scans a lakehouse. When somebody else is at it already, `join` waits for that scan to end, `after` does its own when
   * that has ended, and `skip` returns.
   *
   * A failure of the catalog or of tables is the state of the lakehouse afterwards, not an error.
   *
   * @param signal - Stops the scan, or the waiting for that of somebody else.
   */
  async scan(
    connection: ConnectionConfig,
    options: ScanCallOptions,
  ): Promise<void> {
    const { scans, now } = this.#options;
    const { name } = connection;
    const { whenBusy, onlyIfDue, signal } = options;
    for (;;) {
      const claim = await scans.claim(name, now(), { onlyIfDue });
      if (claim) {
        await this.#tracked(this.#run(connection, claim, options));
        return;
      }
      const isRunning = async () =>
        (await scans.listStates(now())).get(name)?.status === 'running';
      if (whenBusy === 'skip' || (onlyIfDue && !(await isRunning()))) {
        return;
      }
      // One that died or was cancelled has said nothing about the lakehouse: then it is ours to do.
      const hasEnded = await this.#waitForOther(name, signal);
      if (hasEnded && whenBusy === 'join') {
        return;
      }
    }
  }

  /** Waits until no scan of this replica runs, to stop it without leaving one behind. */
  async idle(): Promise<void> {
    await Promise.allSettled(this.#running);
  }

  async #tracked(scan: Promise<void>): Promise<void> {
    this.#running.add(scan);
    try {
      await scan;
    } finally {
      this.#running.delete(scan);
    }
  }

  async #run(
    connection: ConnectionConfig,
    claim: ScanClaim,
    options: ScanCallOptions,
  ): Promise<void> {
    const { scans, shutdown, now } = this.#options;
    const { signal } = options;
    const lost = new AbortController();
    const stop = AbortSignal.any([
      shutdown,
      lost.signal,
      ...(signal ? [signal] : []),
    ]);
    const logger = this.#options.logger.child({
      lakehouse: connection.name,
      scan: claim.runId,
    });
    let activity: string | undefined;
    const timer = setInterval(() => {
      scans.heartbeat(connection.name, claim, now(), activity).then(
        alive =>
          !alive &&
          lost.abort(
            new ServiceUnavailableError('Another replica took over this scan'),
          ),
        (error: unknown) =>
          logger.warn(
            'The sign of life of a scan could not be written',
            toError(error),
          ),
      );
    }, HEARTBEAT_MS);
    timer.unref();
    const report = (text: string) => {
      const first = activity === undefined;
      activity = text;
      if (first) {
        // The first word at once: people look right after they asked. Later ones go with the sign of life.
        scans
          .heartbeat(connection.name, claim, now(), text)
          .catch((error: unknown) =>
            logger.warn(
              'The progress of a scan could not be written',
              toError(error),
            ),
          );
      }
    };
    try {
      const outcome = await this.#scan(connection, claim, {
        signal: stop,
        logger,
        report,
        isAskedFor: options.isAskedFor ?? false,
        acceptLoss: options.acceptLoss ?? false,
      });
      await scans.finish(connection.name, claim, outcome);
      const { tablesRead, tablesTotal, tablesFailed, tablesUnchanged } =
        outcome;
      const reason = outcome.error ? `. ${outcome.error}` : '';
      logger[levelOf(outcome)](
        `Scan ${outcome.status}: ${tablesRead} of ${tablesTotal} tables read, ${tablesUnchanged} unchanged, ${tablesFailed} failed${reason}`,
      );
    } finally {
      clearInterval(timer);
    }
  }

  async #scan(
    connection: ConnectionConfig,
    claim: ScanClaim,
    context: {
      signal: AbortSignal;
      logger: LoggerService;
      report: (activity: string) => void;
      isAskedFor: boolean;
      acceptLoss: boolean;
    },
  ): Promise<ScanOutcome> {
    const config = sourceScanOf(this.#options.scan, connection);
    const scan = new LakehouseScan({
      ...this.#options,
      ...context,
      scan: config,
      connection,
    });
    let refusedListing: RefusedListing | undefined;
    let result: ScanResult | undefined;
    let status: ScanOutcome['status'];
    let error: string | undefined;
    try {
      result = await scan.run();
      const lacks = whatLacks(result);
      status = lacks.length > 0 ? 'partial' : 'ok';
      error = lacks.length > 0 ? lacks.join('. ') : undefined;
    } catch (thrown) {
      const { aborted, reason } = context.signal;
      const isOverTime = aborted && reason instanceof ScanTimeoutError;
      status = aborted && !isOverTime ? 'cancelled' : 'failed';
      error = isOverTime ? reason.message : describeReadError(thrown);
      if (thrown instanceof ListingRefusedError) {
        refusedListing = thrown.listing;
        error = thrown.message;
      }
    }
    const counts = result ?? scan.counts;
    const endedAt = this.#options.now();
    return {
      status,
      error,
      endedAt,
      tablesTotal: counts.total,
      tablesRead: counts.read,
      tablesUnchanged: counts.unchanged,
      tablesFailed: counts.failed,
      tablesMissing: counts.missing,
      refusedListing,
      nextAttemptAt: failuresBefore =>
        nextAttempt(config, {
          failed: status === 'failed',
          failuresBefore,
          startedAt: claim.startedAt,
          endedAt,
        }),
    };
  }

  /** Waits for the scan of somebody else. True when it came to an end, false when it died or was cancelled. */
  async #waitForOther(
    lakehouse: string,
    signal: AbortSignal | undefined,
  ): Promise<boolean> {
    const { scans, now, shutdown } = this.#options;
    const stop = AbortSignal.any([shutdown, ...(signal ? [signal] : [])]);
    const before = (await scans.listStates(now())).get(lakehouse);
    for (;;) {
      const state = (await scans.listStates(now())).get(lakehouse);
      if (state?.status !== 'running') {
        return state?.lastAttemptAt !== before?.lastAttemptAt;
      }
      await new Promise(resolve => setTimeout(resolve, POLL_MS));
      stop.throwIfAborted();
    }
  }
}

/** Namespaces that a message names. */
const MAX_NAMED = 5;

/** What a scan that came to its end could not say, in sentences. */
function whatLacks({ failed, total, refusedNamespaces }: ScanResult): string[] {
  const count = refusedNamespaces.length;
  const names = refusedNamespaces
    .slice(0, MAX_NAMED)
    .map(({ namespace }) => `"${namespace}"`)
    .join(', ');
  return [
    ...(failed > 0
      ? [`${failed} of ${total} tables could not be read; each shows why`]
      : []),
    ...(count > 0
      ? [
          `The catalog refuses to list ${
            count === 1 ? 'the schema' : `${count} schemas:`
          } ${names}${
            count > MAX_NAMED ? ' and others' : ''
          }, whose tables are shown as they were last seen. It said: ${
            refusedNamespaces[0].message
          }`,
        ]
      : []),
  ];
}

/** A scan that found nothing new is no news. */
function levelOf(outcome: ScanOutcome): 'warn' | 'info' | 'debug' {
  if (outcome.status === 'failed') {
    return 'warn';
  }
  return outcome.tablesRead + outcome.tablesFailed > 0 ? 'info' : 'debug';
}
