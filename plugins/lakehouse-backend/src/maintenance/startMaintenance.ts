import type {
  AuditorService,
  LifecycleService,
  LoggerService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import type { Knex } from 'knex';
import type { ConnectorPool, LakehouseDirectory } from '../connectors';
import type { TableStore } from '../database';
import type { ScanCaches, TableJudge, TableScanner } from '../scan';
import { AuthorizedMaintenanceService } from './AuthorizedMaintenanceService';
import type { ConfiguredEngines } from './ConfiguredEngines';
import { DatabaseRunStore } from './database';
import { DatabaseMaintenanceService } from './DatabaseMaintenanceService';
import { HealthReader } from './HealthReader';
import { MaintainedTables } from './MaintainedTables';
import type { MaintenanceService } from './MaintenanceService';
import type { MaintenanceConfig } from './readMaintenanceConfig';
import { TablePaces } from './pace';
import { RunNotifier } from './RunNotifier';
import { RunWorker } from './RunWorker';
import type { TablePlanner } from './TablePlanner';

/** Between two signs of life; also how often progress is written. */
const HEARTBEAT_MS = 2_000;

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
  /** For reading one table, milliseconds. */
  tableTimeoutMs: number;
  auditor: AuditorService;
  lifecycle: LifecycleService;
  logger: LoggerService;
  notifications: Pick<NotificationService, 'send'>;
  permissions: PermissionsService;
  now: () => number;
}

/** Puts the parts of maintenance together, and starts the worker. */
export function startMaintenance(options: MaintenanceOptions): {
  service: MaintenanceService;
  stop(): Promise<void>;
} {
  const { config, knex, now, planner, lifecycle, engines } = options;
  const logger = options.logger.child({ part: 'maintenance' });
  const store = DatabaseRunStore.create({ knex, leaseMs: config.leaseMs });
  const tables = MaintainedTables.create({
    ...options,
    timeoutMs: options.tableTimeoutMs,
  });
  const health = new HealthReader(options);
  const paces = new TablePaces(options);
  const worker = RunWorker.create({
    context: {
      store,
      tables,
      planner,
      paces,
      health,
      logger,
      now,
      maxConflicts: config.maxConflicts,
      heartbeatMs: Math.min(HEARTBEAT_MS, config.leaseMs / 4),
    },
    auditor: options.auditor,
    notifier: new RunNotifier({
      store,
      health,
      notifications: options.notifications,
      logger,
      now,
    }),
    concurrency: config.workers,
    pollMs: config.pollMs,
    leaseMs: config.leaseMs,
  });
  if (config.workers > 0) {
    lifecycle.addStartupHook(() => worker.start());
  }
  const service = DatabaseMaintenanceService.create({
    store,
    tables,
    planner,
    directory: options.directory,
    wake: () => {
      if (config.workers > 0) {
        worker.wake();
      }
    },
    maxRewrittenBytes: config.maxRewrittenBytes,
    now,
  });
  return {
    service: AuthorizedMaintenanceService.create({
      service,
      permissions: options.permissions,
    }),
    async stop() {
      await worker.stop();
      engines.close();
    },
  };
}
