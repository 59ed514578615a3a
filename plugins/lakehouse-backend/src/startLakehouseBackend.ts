import type {
  AuditorService,
  LifecycleService,
  LoggerService,
  PermissionsService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { EventsService } from '@backstage/plugin-events-node';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import {
  LAKEHOUSE_CHANGED_TOPIC,
  lakehousePolicyAdministerPermission,
  type LakehouseChangedEvent,
} from '@lakehouse-portal/plugin-lakehouse-common';
import type { LakehouseService } from '@lakehouse-portal/plugin-lakehouse-node';
import type { Knex } from 'knex';
import {
  Calibrations,
  isCalibrated,
  ObservationStore,
  QueryObserver,
} from './calibration';
import type { ConnectionConfig, LakehouseConfig } from './config';
import {
  ConnectorPool,
  LakehouseDirectory,
  type ConnectorRegistry,
} from './connectors';
import { createEmbeddedLakehouse } from './connectors/embedded';
import type { ClusterSecrets } from './connectors/trino';
import {
  DatabaseCreatedLakehouseStore,
  DatabaseScanStore,
  DatabaseSchemaStore,
  DatabaseTableStore,
} from './database';
import {
  createConfiguredEngines,
  createPlanner,
  DatabaseEndedRuns,
  OrphanListings,
  startMaintenance,
  type MaintenanceService,
  type TablePlanner,
} from './maintenance';
import {
  AuthorizedPolicyService,
  DatabasePolicyService,
  DatabasePolicyStore,
  PolicySource,
  SelectedTables,
  type PolicyService,
} from './policies';
import {
  createScanCaches,
  LakehouseScanner,
  TableJudge,
  TableScanner,
} from './scan';
import { scheduleScans } from './scan/scheduleScans';
import {
  AuthorizedLakehouseService,
  DatabaseLakehouseService,
  LakehouseCreator,
  RegisteredLakehouses,
  SourceChecks,
  SourceDescriptions,
} from './services';
import { hasPermission } from './services/hasPermission';

/** Puts the parts of the back end together, and starts the schedule of scans. */
export async function startLakehouseBackend(options: {
  auditor: AuditorService;
  config: LakehouseConfig;
  connectors: ConnectorRegistry;
  knex: Knex;
  events: EventsService;
  lifecycle: LifecycleService;
  logger: LoggerService;
  notifications: NotificationService;
  permissions: PermissionsService;
  scheduler: SchedulerService;
  secrets: Pick<ClusterSecrets, 'requireReadable'>;
  /** In place of the planner, for tests. */
  planner?: TablePlanner;
}): Promise<{
  service: LakehouseService;
  maintenance: MaintenanceService;
  policies: PolicyService;
}> {
  const { config, knex, events, lifecycle, logger } = options;
  for (const connection of config.connections) {
    // A type that nobody reads is a mistake to be found at start.
    options.connectors.get(connection);
    // A switch that is no boolean is one, too.
    isCalibrated(connection);
  }
  const stopping = new AbortController();
  const now = Date.now;
  const onChanged = (event: LakehouseChangedEvent) =>
    events
      .publish({ topic: LAKEHOUSE_CHANGED_TOPIC, eventPayload: event })
      // Nothing is lost: the schedule of those who listen finds the change, too.
      .catch((error: unknown) =>
        logger.warn('A change could not be announced', toError(error)),
      );

  const tables = DatabaseTableStore.create({ knex });
  const schemas = DatabaseSchemaStore.create({ knex });
  const scans = DatabaseScanStore.create({ knex });
  const created = DatabaseCreatedLakehouseStore.create({ knex });
  const directory = LakehouseDirectory.create({
    configured: config.connections,
    created,
  });
  const connectors = ConnectorPool.create({
    registry: options.connectors,
    logger,
  });
  const policyStore = DatabasePolicyStore.create({ knex });
  const policies = await PolicySource.create({
    configured: config.policies.maintenance ?? [],
    store: policyStore,
    created,
    logger,
  });
  policies.watch();
  const { approvals } = config.maintenance;
  const observations = ObservationStore.create({ knex });
  const judge = new TableJudge(
    {
      ...config.policies,
      // Policies that are kept in the portal hold without a restart.
      get maintenance() {
        return policies.documents;
      },
    },
    approvals,
    Calibrations.create({ store: observations }),
  );
  const engines = createConfiguredEngines();
  const caches = createScanCaches({
    config: config.scan.cache,
    knex,
    logger,
    now,
  });
  const endedRuns = DatabaseEndedRuns.create({ knex });
  const scanning = {
    scan: config.scan,
    endedRuns,
    engines,
    connectors,
    tables,
    schemas,
    judge,
    caches,
    logger,
    onChanged,
    now,
    shutdown: stopping.signal,
  };
  const scanner = LakehouseScanner.create({
    ...scanning,
    scans,
    queries: new QueryObserver({
      store: observations,
      ...{ tables, engines, logger, now },
    }),
  });
  const tableScanner = TableScanner.create(scanning);
  const registered = RegisteredLakehouses.create({
    ...{ directory, created, policies, logger, onChanged },
    mayAdministerPolicies: credentials =>
      hasPermission(
        options.permissions,
        credentials,
        lakehousePolicyAdministerPermission,
      ),
    onRemoved: name => connectors.forget(name),
  });
  const creator = LakehouseCreator.create({
    embeddedDirectory: config.embeddedDirectory,
    directory,
    created,
    registered,
    make: createEmbeddedLakehouse,
    requireReadable: (place, credentials) =>
      options.secrets.requireReadable(place, credentials),
    onChanged,
    logger,
    now,
  });

  const orphanListings = new OrphanListings({
    tables,
    scanner: tableScanner,
    logger,
  });
  const planner =
    options.planner ??
    createPlanner({
      ...{ judge, schemas, caches, approvals, logger },
      orphanListings,
      endedRuns,
    });
  const maintenance = await startMaintenance({
    ...options,
    config: config.maintenance,
    directory,
    connectors,
    tables,
    scanner: tableScanner,
    judge,
    caches,
    planner: {
      async plan(table) {
        // Another replica may have been told a moment ago that nothing starts without approval any more.
        await policies.refresh();
        return planner.plan(table);
      },
      async approvals(table) {
        await policies.refresh();
        return planner.approvals(table);
      },
    },
    engines,
    orphanListings,
    tableTimeoutMs: config.scan.tableTimeoutMs,
    now,
  });

  lifecycle.addShutdownHook(async () => {
    stopping.abort(new Error('The back end is stopping'));
    policies.stop();
    await maintenance.stop();
    await scanner.idle();
    await connectors.close();
  });
  await scheduleScans({
    ...options,
    schedule: config.scan.schedule,
    directory,
    scanner,
    tables,
    scans,
    caches,
    now,
    shutdown: stopping.signal,
  });

  function judgeAgain(lakehouses: ConnectionConfig[]): void {
    for (const connection of lakehouses) {
      scanner
        .scan(connection, { whenBusy: 'after', signal: stopping.signal })
        .catch((error: unknown) =>
          logger[stopping.signal.aborted ? 'info' : 'warn'](
            `Lakehouse "${connection.name}" could not be judged by its new policies; the next scan does it`,
            toError(error),
          ),
        );
    }
  }

  const service = DatabaseLakehouseService.create({
    directory,
    connectors,
    tables,
    schemas,
    scans,
    scanner,
    tableScanner,
    judge,
    creator,
    registered,
    sources: SourceDescriptions.create({ connectors, now }),
    checks: SourceChecks.create({ connectors, now }),
    now,
  });
  return {
    service: AuthorizedLakehouseService.create({
      service,
      permissions: options.permissions,
    }),
    maintenance: maintenance.service,
    policies: AuthorizedPolicyService.create({
      service: DatabasePolicyService.create({
        source: policies,
        store: policyStore,
        selected: new SelectedTables(knex),
        directory,
        tables,
        judge,
        approvals,
        judgeAgain,
        now,
      }),
      permissions: options.permissions,
    }),
  };
}
