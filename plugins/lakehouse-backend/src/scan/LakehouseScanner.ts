import type { LoggerService } from '@backstage/backend-plugin-api';
import { ServiceUnavailableError, toError } from '@backstage/errors';
import type { LakehouseChangedEvent } from '@lakehouse-portal/plugin-lakehouse-common';
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
import type { ScanCaches } from './ScanCaches';
import type { TableJudge } from './TableJudge';

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
  logger: LoggerService;
  /** Says that tables or schemas changed. */
  onChanged: (event: LakehouseChangedEvent) => Promise<void>;
  /** Clock, milliseconds since the epoch. */
  now: () => number;
  /** When the back end stops. */
  shutdown: AbortSignal;
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
   * Scans a lakehouse. When somebody else is at it already, `join` waits for that scan to end, and `skip` returns.
   *
   * A failure of the catalog or of tables is the state of the lakehouse afterwards, not an error.
   *
   * @param signal - Stops the scan, or the waiting for that of somebody else.
   */
  async scan(
    connection: ConnectionConfig,
    options: { whenBusy: 'join' | 'skip'; signal?: AbortSignal },
  ): Promise<void> {
    const { scans, now } = this.#options;
    for (;;) {
      const claim = await scans.claim(connection.name, now());
      if (claim) {
        await this.#tracked(this.#run(connection, claim, options.signal));
        return;
      }
      if (options.whenBusy === 'skip') {
        return;
      }
      // One that died or was cancelled has said nothing about the lakehouse: then it is ours to do.
      if (await this.#waitForOther(connection.name, options.signal)) {
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
    signal: AbortSignal | undefined,
  ): Promise<void> {
    const { scans, shutdown, now } = this.#options;
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
      const outcome = await this.#scan(connection, {
        signal: stop,
        logger,
        report,
      });
      await scans.finish(connection.name, claim, outcome);
      const { tablesRead, tablesTotal, tablesFailed } = outcome;
      const reason = outcome.error ? `. ${outcome.error}` : '';
      logger[levelOf(outcome)](
        `Scan ${outcome.status}: ${tablesRead} of ${tablesTotal} tables read, ${tablesFailed} failed${reason}`,
      );
    } finally {
      clearInterval(timer);
    }
  }

  async #scan(
    connection: ConnectionConfig,
    context: {
      signal: AbortSignal;
      logger: LoggerService;
      report: (activity: string) => void;
    },
  ): Promise<ScanOutcome> {
    const scan = new LakehouseScan({
      ...this.#options,
      ...context,
      connection,
    });
    let result: ScanResult | undefined;
    let status: ScanOutcome['status'];
    let error: string | undefined;
    try {
      result = await scan.run();
      status = result.failed > 0 ? 'partial' : 'ok';
      if (result.failed > 0) {
        error = `${result.failed} of ${result.total} tables could not be read; each shows why`;
      }
    } catch (thrown) {
      status = context.signal.aborted ? 'cancelled' : 'failed';
      error = describeReadError(thrown);
    }
    const counts = result ?? scan.counts;
    return {
      status,
      error,
      endedAt: this.#options.now(),
      tablesTotal: counts.total,
      tablesRead: counts.read,
      tablesFailed: counts.failed,
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

/** A scan that found nothing new is no news. */
function levelOf(outcome: ScanOutcome): 'warn' | 'info' | 'debug' {
  if (outcome.status === 'failed') {
    return 'warn';
  }
  return outcome.tablesRead + outcome.tablesFailed > 0 ? 'info' : 'debug';
}
