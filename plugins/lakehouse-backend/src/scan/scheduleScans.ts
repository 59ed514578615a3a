import type {
  LoggerService,
  SchedulerService,
  SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { LakehouseDirectory } from '../connectors';
import type { ScanStore, TableStore } from '../database';
import type { LakehouseScanner } from './LakehouseScanner';

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
  logger: LoggerService;
  now: () => number;
}): Promise<void> {
  const {
    scheduler,
    schedule,
    directory,
    scanner,
    tables,
    scans,
    logger,
    now,
  } = options;
  await scheduler.scheduleTask({
    ...schedule,
    id: 'scan-lakehouses',
    async fn(signal) {
      // At the same time: one that is slow or prepared must not keep the others waiting.
      const connections = await directory.list();
      await Promise.all(
        connections.map(connection =>
          scanner
            .scan(connection, { whenBusy: 'skip', signal })
            .catch((error: unknown) =>
              logger.error(
                `The scan of lakehouse "${connection.name}" could not be carried out`,
                toError(error),
              ),
            ),
        ),
      );
      await tables.pruneHistory(
        new Date(now() - KEEP_HISTORY_DAYS * DAY_MS).toISOString().slice(0, 10),
      );
      await scans.pruneRuns(now() - KEEP_RUNS_DAYS * DAY_MS);
    },
  });
}
