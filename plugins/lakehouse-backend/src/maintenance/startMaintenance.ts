import type {
  AuditorService,
  LifecycleService,
  LoggerService,
  PermissionsService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import type { Knex } from 'knex';
import type { ConnectorPool, LakehouseDirectory } from '../connectors';
import type { TableStore } from '../database';
import type { ScanCaches, TableJudge, TableScanner } from '../scan';
import { ApprovalNotifier } from './ApprovalNotifier';
import { AuthorizedMaintenanceService } from './AuthorizedMaintenanceService';
import type { ConfiguredEngines } from './ConfiguredEngines';
import { DatabaseRunStore, DueStore } from './database';
import { DatabaseMaintenanceService } from './DatabaseMaintenanceService';
import { DueTables } from './DueTables';
import { HealthReader } from './HealthReader';
import { LimitedNotifications } from './LimitedNotifications';
import { MaintainedTables } from './MaintainedTables';
import type { OrphanListings } from './OrphanListings';
import type { MaintenanceService } from './MaintenanceService';
import { Notices } from './Notices';
import type { MaintenanceConfig } from './readMaintenanceConfig';
import { AutomaticStarts, TablePaces } from './pace';
import { RegressionNotifier } from './RegressionNotifier';
import { RunNotifier } from './RunNotifier';
import { RunProposer } from './RunProposer';
import { RunWorker } from './RunWorker';
import type { TablePlanner } from './TablePlanner';

/** Between two signs of life; also how often progress is written. */
const HEARTBEAT_MS = 2_000;

/** After somebody wanted a run to end at once, for asking the engine what became of it. */
const STOP_GRACE_MS = 60_000;

/** A portal's own plugin, mostly in the same process, takes a notice at once. */
const NOTICE_TIMEOUT_MS = 10_000;

/** What maintenance works with. */
export interface MaintenanceOptions {
  config: MaintenanceConfig;
  knex: Knex;
  directory: LakehouseDirectory;
  connectors: ConnectorPool;
  tables: TableStore;
  scanner: TableScanner;
  judge: TableJudge;
  caches: ScanCaches;
  planner: TablePlanner;
  engines: ConfiguredEngines;
  orphanListings: OrphanListings;
  /** For reading one table, milliseconds. */
  tableTimeoutMs: number;
  auditor: AuditorService;
  lifecycle: LifecycleService;
  logger: LoggerService;
  notifications: Pick<NotificationService, 'send'>;
  permissions: PermissionsService;
  scheduler: SchedulerService;
  now: () => number;
}

/** Puts the parts of maintenance together, and starts the worker and the schedule of automatic starts. */
export async function startMaintenance(options: MaintenanceOptions): Promise<{
  service: MaintenanceService;
  stop(): Promise<void>;
}> {
  const { config, knex, now, planner, lifecycle, engines, orphanListings } =
    options;
  const logger = options.logger.child({ part: 'maintenance' });
  const store = DatabaseRunStore.create({ knex, leaseMs: config.leaseMs });
  const tables = MaintainedTables.create({
    ...options,
    timeoutMs: options.tableTimeoutMs,
  });
  const health = new HealthReader(options);
  const paces = new TablePaces(options);
  const stopping = new AbortController();
  const notifications = new LimitedNotifications(options.notifications, {
    timeoutMs: NOTICE_TIMEOUT_MS,
    signal: stopping.signal,
  });
  const notices = new Notices({ knex, notifications, logger, now });
  const runs = new RunNotifier({
    store,
    health,
    notices,
    notifications,
    logger,
    now,
  });
  const regressions = new RegressionNotifier({ knex, notices, now });
  const approvals = new ApprovalNotifier({
    knex,
    notices,
    approvers: config.approvers,
    now,
  });
  const worker = RunWorker.create({
    context: {
      store,
      tables,
      planner,
      paces,
      health,
      orphanListings,
      logger,
      now,
      maxConflicts: config.maxConflicts,
      stopGraceMs: STOP_GRACE_MS,
      heartbeatMs: Math.min(HEARTBEAT_MS, config.leaseMs / 4),
    },
    auditor: options.auditor,
    notifier: {
      async tell(signal) {
        await runs.tell(signal);
        await regressions.tell(signal);
        await approvals.tell(signal);
      },
    },
    concurrency: config.workers,
    pollMs: config.pollMs,
    leaseMs: config.leaseMs,
  });
  if (config.workers > 0) {
    lifecycle.addStartupHook(() => worker.start());
  }
  const wake = () => {
    if (config.workers > 0) {
      worker.wake();
    }
  };
  const { maxRewrittenBytes } = config;
  const proposer = new RunProposer({
    store,
    tables,
    planner,
    orphanListings,
    wake,
    maxRewrittenBytes,
    now,
  });
  const due = new DueStore(knex);
  if (config.automaticStarts) {
    const starts = new AutomaticStarts({
      ...options,
      due,
      store,
      proposer,
      logger,
    });
    await options.scheduler.scheduleTask({
      id: 'start-maintenance',
      frequency: { minutes: 1 },
      timeout: { hours: 1 },
      // One replica at a time.
      scope: 'global',
      async fn(signal) {
        await starts.start(signal);
      },
    });
  }
  const service = DatabaseMaintenanceService.create({
    store,
    tables,
    proposer,
    due: new DueTables({ ...options, due }),
    directory: options.directory,
    health,
    notifier: runs,
    logger,
    wake,
    maxRewrittenBytes,
    now,
  });
  return {
    service: AuthorizedMaintenanceService.create({
      service,
      permissions: options.permissions,
    }),
    async stop() {
      stopping.abort(new Error('The back end is stopping'));
      await worker.stop();
      engines.close();
    },
  };
}
