import { toError } from '@backstage/errors';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { readSmallFiles } from '@lakehouse-portal/executors';
import {
  countOrphans,
  defaultMaintenanceRules,
  describePolicy,
  maintenanceOperations,
  OrphansUnknownError,
  planMaintenance,
  smallFileBytesOf,
  snapshotsDue,
  type MaintenancePlan,
  type MaintenanceRules,
  type PlanInput,
  type TableStore,
} from '@lakehouse-portal/maintenance';
import type { Snapshot } from '@lakehouse-portal/table-metadata';
import { NoFileIO } from '../connectors/trino/NoFileIO';
import type { KnownOrphans, SchemaStore } from '../database';
import type { TableJudge } from '../scan';
import { readReclaimable } from '../scan/reclaimable';
import { maintenanceRulesOf } from '../scan/maintenanceRulesOf';
import { resolveSchema, resolveTraits } from '../scan/resolveTraits';
import { cacheNamespaceOf, type ScanCaches } from '../scan/ScanCaches';
import type { EndedRuns } from '../scan/TableScan';
import type { OrphanListings } from './OrphanListings';
import type { TablePlanner, TableToPlan } from './TablePlanner';

/**
 * Makes plans by what a table promises, what its files are and what its engine can do. What only the engine can tell
 * (orphan files, what goes with snapshots) is asked of it where that is of interest.
 */
export function createPlanner(options: {
  judge: TableJudge;
  schemas: Pick<SchemaStore, 'list'>;
  caches: ScanCaches;
  approvals: Partial<MaintenanceRules['approvals']>;
  logger: LoggerService;
  /** Absent: nobody is told what a listing finds. */
  orphanListings?: Pick<OrphanListings, 'note'>;
  /** Absent: how runs went does not count. */
  endedRuns?: EndedRuns;
}): TablePlanner {
  const { judge, schemas, caches, logger, orphanListings } = options;
  /** That something could not be found out leaves it unknown; the plan says so. */
  async function orUnknown<T>(
    table: TableToPlan,
    what: string,
    ask: () => Promise<T | undefined> | undefined,
  ): Promise<T | undefined> {
    try {
      return await ask();
    } catch (error) {
      table.signal?.throwIfAborted();
      logger.warn(
        `${what} of ${table.ref.schema}.${table.ref.table} can't be found out`,
        toError(error),
      );
      return undefined;
    }
  }

  async function layerOf({
    connection,
    ref,
    metadata,
  }: Pick<TableToPlan, 'connection' | 'ref' | 'metadata'>): Promise<
    string | undefined
  > {
    const schema =
      (await schemas.list(connection.name)).find(
        ({ name }) => name === ref.schema,
      ) ?? resolveSchema(connection, { namespace: ref.schema, properties: {} });
    return resolveTraits({ connection, schema, name: ref.table, metadata })
      .layer;
  }

  return {
    async approvals(table) {
      const { connection, ref } = table;
      const { approvals, maintainedBy } = maintenanceRulesOf(
        judge.maintenanceOf({
          connection,
          schema: ref.schema,
          name: ref.table,
          layer: await layerOf(table),
        }),
        options.approvals,
      );
      return { approvals, maintainedBy };
    },
    async plan(table) {
      const { connection, ref, metadata, maintenance, nowMs } = table;
      const layer = await layerOf(table);
      await judge.prepare(connection);
      const policy = judge.policyOf({
        connection,
        schema: ref.schema,
        name: ref.table,
        layer,
        metadata,
      });
      const maintained = judge.maintenanceOf({
        connection,
        schema: ref.schema,
        name: ref.table,
        layer,
      });
      const wants = (operation: keyof MaintenanceRules['approvals']) =>
        (table.operations?.includes(operation) ?? true) &&
        !table.leaveOut?.includes(operation);
      const due = wants('expire-snapshots')
        ? snapshotsDue(metadata, policy, nowMs)
        : [];
      const executor = maintenance?.executor;
      const expiry =
        due.length > 0
          ? await orUnknown(table, 'What snapshots keep', () =>
              goingWith(table, due, caches),
            )
          : undefined;
      const input: PlanInput = {
        metadata,
        files: table.files,
        calibration: judge.calibrationOf(connection),
        oldSnapshotBytes: table.oldSnapshotBytes,
        oldSnapshotFiles: table.oldSnapshotFiles,
        runs:
          metadata.tableUuid === undefined
            ? undefined
            : await options.endedRuns?.of(ref, metadata.tableUuid),
        tableName: {
          catalog: connection.name,
          namespace: ref.schema.split('.'),
          table: ref.table,
        },
        nowMs,
        policy,
        rules: maintenanceRulesOf(maintained, options.approvals),
        appliedPolicy: describePolicy(maintained, policy, options.approvals),
        ...(executor && {
          engine: {
            name: executor.engine,
            capabilities: executor.capabilities,
          },
        }),
        ...(expiry && { expiry }),
        operations: maintenanceOperations.filter(wants),
        evenIfLittle: table.operations !== undefined,
      };
      const counted = {
        ...input,
        smallFiles: await orUnknown(table, 'What files are small', () =>
          smallFilesOf(table, input),
        ),
      };
      if (!wants('remove-orphan-files') || !maintenance) {
        return planMaintenance(counted);
      }
      const orphans = await orUnknown(table, 'Orphan files', () =>
        orphansOf(table, counted),
      );
      const listed = { ...counted, ...orphans };
      const plan = planMaintenance(listed);
      const found = countOrphans(listed);
      if (found && metadata.tableUuid !== undefined) {
        await orphanListings?.note(
          ref,
          knownOrphans(found, plan, metadata.tableUuid),
        );
      }
      return plan;
    },
  };
}

/** Counted one by one where a compaction is due, and its manifests are not too many. */
async function smallFilesOf(
  { metadata, fileIO, signal }: TableToPlan,
  input: PlanInput,
): Promise<PlanInput['smallFiles']> {
  const belowSizeBytes = smallFileBytesOf(planMaintenance(input));
  return belowSizeBytes !== undefined && !(fileIO instanceof NoFileIO)
    ? readSmallFiles(fileIO, metadata, { belowSizeBytes, signal })
    : undefined;
}

/** Files that nothing refers to when the rest of the plan is done; why that can't be told, where there is more to say. */
async function orphansOf(
  table: TableToPlan,
  input: PlanInput,
): Promise<Pick<PlanInput, 'orphanFiles' | 'orphansUnknown'> | undefined> {
  const { maintenance, nowMs, signal } = table;
  const { orphanAgeMs, allowYoung } = input.rules ?? defaultMaintenanceRules;
  const { steps } = planMaintenance(input);
  try {
    const found = await maintenance?.executor.listOrphanFiles?.(
      maintenance.table,
      {
        olderThanMs: nowMs - orphanAgeMs,
        allowYoung,
        store: storeOf(table),
        after: {
          commits: steps.reduce((sum, { units }) => sum + units.length, 0),
          expiring: steps.flatMap(({ units }) =>
            units.flatMap(unit =>
              unit.operation === 'expire-snapshots' ? unit.snapshotIds : [],
            ),
          ),
        },
        signal,
      },
    );
    return found && { orphanFiles: { ...found, listedAtMs: nowMs } };
  } catch (error) {
    if (error instanceof OrphansUnknownError) {
      return { orphansUnknown: error.message };
    }
    throw error;
  }
}

/** With whose orphans they are, and why the plan removes none of them. */
function knownOrphans(
  found: NonNullable<ReturnType<typeof countOrphans>>,
  { declined }: MaintenancePlan,
  tableUuid: string,
): KnownOrphans {
  const reason = declined.find(
    ({ operation }) => operation === 'remove-orphan-files',
  )?.reason;
  return {
    ...found,
    tableUuid,
    ...(found.count > 0 && reason !== undefined && { declined: reason }),
  };
}

/** Absent: no file of the table can be read. */
function storeOf({ metadata, fileIO }: TableToPlan): TableStore | undefined {
  return fileIO instanceof NoFileIO
    ? undefined
    : { open: async () => ({ metadata, fileIO }) };
}

/** What goes with snapshots: by the engine's own word, or counted from the manifests. */
async function goingWith(
  table: TableToPlan,
  due: Snapshot[],
  caches: ScanCaches,
): Promise<PlanInput['expiry']> {
  const { connection, metadata, fileIO, maintenance, signal } = table;
  const ids = due.map(({ snapshotId }) => snapshotId);
  const executor = maintenance?.executor;
  if (executor?.previewExpiry) {
    return executor.previewExpiry(maintenance!.table, ids, {
      store: storeOf(table),
      signal,
    });
  }
  if (fileIO instanceof NoFileIO) {
    return undefined;
  }
  return readReclaimable(fileIO, metadata, due, {
    store: caches.store,
    cacheNamespace: cacheNamespaceOf(connection, metadata),
    signal,
  });
}
