import type {
  LifecycleService,
  LoggerService,
  SchedulerService,
  SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { LakehouseDirectory } from '../connectors';
import type { ScanStore, TableStore } from '../database';
import type { LakehouseScanner } from './LakehouseScanner';
import type { ScanCaches } from './ScanCaches';
import { timeoutOf } from './timeoutOf';

const DAY_MS = 24 * 60 * 60 * 1000;
const KEEP_HISTORY_DAYS = 90;
const KEEP_RUNS_DAYS = 30;

/** Scans all lakehouses again and again, on one replica at a time, and clears away what is old. */
export async function scheduleScans(options: {
  scheduler: SchedulerService;
  schedule: SchedulerServiceTaskScheduleDefinition;
  directory: LakehouseDirectory;
  scanner: LakehouseScanner;
  tables: TableStore;
  scans: ScanStore;
  caches: ScanCaches;
  logger: LoggerService;
  now: () => number;
  lifecycle: LifecycleService;
  /** When the back end stops. */
  shutdown: AbortSignal;
}): Promise<void> {
  const {
    scheduler,
    schedule,
    directory,
    scanner,
    tables,
    scans,
    caches,
    logger,
    now,
    lifecycle,
    shutdown,
  } = options;
  /** All at the same time: one that is slow or being prepared must not keep the others waiting. */
  async function scanAll(
    signal: AbortSignal,
    onlyIfDue: boolean,
  ): Promise<void> {
    const connections = await directory.list();
    await Promise.all(
      connections.map(connection =>
        scanner
          .scan(connection, { whenBusy: 'join', onlyIfDue, signal })
          .catch((error: unknown) =>
            logger[signal.aborted ? 'info' : 'error'](
              `The scan of lakehouse "${connection.name}" could not be carried out`,
              toError(error),
            ),
          ),
      ),
    );
  }

  await scheduler.scheduleTask({
    ...schedule,
    id: 'scan-lakehouses',
    async fn(signal) {
      await scanAll(timeoutOf(signal, schedule), true);
      const oldest = now() - KEEP_HISTORY_DAYS * DAY_MS;
      await tables.pruneHistory(new Date(oldest).toISOString().slice(0, 10));
      await scans.pruneRuns(now() - KEEP_RUNS_DAYS * DAY_MS);
      await caches.prune();
    },
  });

  // At once after a start, too: the schedule goes on where it was, minutes later, and after a
  // crash it waits until the run that died has timed out. Also sources that failed before: what a
  // restart often changes is their configuration.
  lifecycle.addStartupHook(() => {
    scanAll(shutdown, false).catch((error: unknown) =>
      logger.error('The first scan could not be carried out', toError(error)),
    );
  });
}
