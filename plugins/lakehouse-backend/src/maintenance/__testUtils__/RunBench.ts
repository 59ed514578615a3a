import type {
  AuditorService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import type {
  EmbeddedLakehouse,
  QueryRunner,
} from '@lakehouse-portal/embedded';
import {
  resolveMaintenancePolicy,
  type MaintenanceExecutor,
  type MaintenancePolicyDocument,
  type MaintenanceUnit,
} from '@lakehouse-portal/maintenance';
import type { TableMaintenance } from '@lakehouse-portal/plugin-lakehouse-node';
import type { Knex } from 'knex';
import { TestPlanner } from '../../__testUtils__/TestPlanner';
import type { ConnectorPool, LakehouseDirectory } from '../../connectors';
import { EmbeddedConnector } from '../../connectors/embedded/EmbeddedConnector';
import { DatabaseRunStore, RUN_LEASE_MS } from '../database';
import type { HealthReader } from '../HealthReader';
import { MaintainedTables } from '../MaintainedTables';
import { paceOf } from '../pace';
import type { RunContext } from '../RunContext';
import type { RunStore } from '../RunStore';
import { RunWorker } from '../RunWorker';

const DAY_MS = 24 * 60 * 60 * 1000;
/** How soon a run hears that somebody wants it to end. */
const HEARTBEAT_MS = 200;

/** A replica that carries on runs, without HTTP, scans and permissions: for faults that take many of them. */
export interface RunBench {
  store: RunStore;
  planner: TestPlanner;
  tables: MaintainedTables;
  worker: RunWorker;
}

const SILENT = {
  child: () => SILENT,
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
} as unknown as LoggerService;

/** Puts the parts together around an embedded lakehouse. */
export async function createRunBench(options: {
  lake: EmbeddedLakehouse;
  knex: Knex;
  /**
   * As long as in a back end when left out: while a machine stands still for a second, nobody takes a run that is another's. To
   * have one taken over, set the clock ahead of whoever takes it.
   */
  leaseMs?: number;
  wrapStore?: (store: RunStore) => RunStore;
  wrapExecutor?: (executor: MaintenanceExecutor) => MaintenanceExecutor;
  maintenance?: TableMaintenance;
  maxConflicts?: number;
  stopGraceMs?: number;
  policies?: MaintenancePolicyDocument[];
  /** Clock, milliseconds since the epoch. */
  now?: () => number;
  /** Of waits after conflicts and failures: none of it. */
  random?: () => number;
}): Promise<RunBench> {
  const { lake, knex, leaseMs = RUN_LEASE_MS } = options;
  const connector = await EmbeddedConnector.create({
    lakehouse: lake,
    catalogName: 'shop',
    connectionName: 'shop',
    runner: undefined as unknown as QueryRunner,
    limits: undefined as never,
  });
  const { wrapExecutor, wrapStore } = options;
  const own = connector.maintenance.bind(connector);
  connector.maintenance = async table => {
    const maintenance = options.maintenance ?? (await own(table));
    return (
      wrapExecutor
        ? { ...maintenance, executor: wrapExecutor(maintenance.executor) }
        : maintenance
    ) as Awaited<ReturnType<typeof own>>;
  };
  const plain = DatabaseRunStore.create({ knex, leaseMs });
  const store = wrapStore ? wrapStore(plain) : plain;
  const tables = MaintainedTables.create({
    directory: {
      get: async () => ({ name: 'shop' }),
    } as unknown as LakehouseDirectory,
    connectors: { get: async () => connector } as unknown as ConnectorPool,
    caches: { prune: async () => undefined },
    engines: {
      of: async () => undefined,
      endedQueries: async () => undefined,
      close: () => undefined,
    },
    timeoutMs: 60_000,
  });
  const planner = new TestPlanner();
  planner.more = table => furtherUnits(lake, table.nowMs);
  const context: RunContext = {
    store,
    tables,
    planner,
    paces: {
      of: async () =>
        paceOf(
          resolveMaintenancePolicy(options.policies ?? [], {
            lakehouse: 'shop',
            schema: 'silver',
            table: 'orders',
          }),
          'shop',
        ),
    },
    health: {
      measure: async () => ({ score: 50 }),
      known: async () => ({ score: 50 }),
    } as unknown as HealthReader,
    orphanListings: { noteRemoved: async () => undefined },
    logger: SILENT,
    now: options.now ?? Date.now,
    maxConflicts: options.maxConflicts ?? 10,
    stopGraceMs: options.stopGraceMs ?? 200,
    heartbeatMs: HEARTBEAT_MS,
    random: options.random,
  };
  const worker = RunWorker.create({
    context,
    auditor: {
      createEvent: async () => ({
        success: async () => undefined,
        fail: async () => undefined,
      }),
    } as unknown as AuditorService,
    notifier: { tell: async () => undefined },
    concurrency: 2,
    pollMs: 50,
    leaseMs,
  });
  return { store, planner, tables, worker };
}

/** A property, and the orphan files that are old enough. */
async function furtherUnits(
  lake: EmbeddedLakehouse,
  nowMs: number,
): Promise<MaintenanceUnit[]> {
  const olderThanMs = nowMs - 7 * DAY_MS;
  const { orphans } = await lake.removeOrphanFiles('silver.orders', {
    olderThanMs,
    dryRun: true,
  });
  return [
    {
      operation: 'set-properties',
      properties: { 'maintained.by': 'lakehouse portal' },
    },
    ...(orphans.length > 0
      ? [
          {
            operation: 'remove-orphan-files' as const,
            olderThanMs,
            files: orphans.map(({ location, sizeBytes }) => ({
              location,
              sizeBytes: String(sizeBytes),
            })),
          },
        ]
      : []),
  ];
}
