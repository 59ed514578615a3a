import { toError } from '@backstage/errors';
import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  defaultMaintenanceRules,
  describePolicy,
  maintenanceOperations,
  planMaintenance,
  rulesOf,
  snapshotsDue,
  type MaintenancePolicy,
  type MaintenanceRules,
  type PlanInput,
} from '@lakehouse-portal/maintenance';
import type { Snapshot } from '@lakehouse-portal/table-metadata';
import { NoFileIO } from '../connectors/trino/NoFileIO';
import type { SchemaStore } from '../database';
import type { TableJudge } from '../scan';
import { readUnreachableFiles } from '../scan/reclaimable/readReclaimableBytes';
import { resolveSchema, resolveTraits } from '../scan/resolveTraits';
import { cacheNamespaceOf, type ScanCaches } from '../scan/ScanCaches';
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
}): TablePlanner {
  const { judge, schemas, caches, logger } = options;
  const rules: MaintenanceRules = {
    ...defaultMaintenanceRules,
    approvals: { ...defaultMaintenanceRules.approvals, ...options.approvals },
  };

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

  return {
    async plan(table) {
      const { connection, ref, metadata, maintenance, nowMs, signal } = table;
      const schema =
        (await schemas.list(connection.name)).find(
          ({ name }) => name === ref.schema,
        ) ??
        resolveSchema(connection, { namespace: ref.schema, properties: {} });
      const { layer } = resolveTraits({
        connection,
        schema,
        name: ref.table,
        metadata,
      });
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
        table.operations?.includes(operation) ?? true;
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
      const orphans =
        wants('remove-orphan-files') && maintenance
          ? await orUnknown(table, 'Orphan files', () =>
              executor?.listOrphanFiles?.(maintenance.table, {
                olderThanMs: nowMs,
                signal,
              }),
            )
          : undefined;
      const input: PlanInput = {
        metadata,
        files: table.files,
        reclaimableBytes: table.reclaimableBytes,
        tableName: {
          catalog: connection.name,
          namespace: ref.schema.split('.'),
          table: ref.table,
        },
        nowMs,
        policy,
        rules: rulesFor(maintained, rules),
        appliedPolicy: describePolicy(maintained, policy, options.approvals),
        ...(executor && {
          engine: {
            name: executor.engine,
            capabilities: executor.capabilities,
          },
        }),
        ...(expiry && { expiry }),
        ...(orphans && {
          orphanFiles: { listedAtMs: nowMs, files: orphans },
        }),
        ...(table.operations && {
          operations: table.operations,
          evenIfLittle: true,
        }),
      };
      return planMaintenance(input);
    },
  };
}

/** What policies leave open, the configuration of the portal decides. */
function rulesFor(
  policy: MaintenancePolicy,
  rules: MaintenanceRules,
): MaintenanceRules {
  const found = rulesOf(policy);
  const approvals = { ...rules.approvals };
  for (const operation of maintenanceOperations) {
    if (policy.approvals[operation].source.kind === 'policy') {
      approvals[operation] = found.approvals[operation];
    }
  }
  return { ...rules, ...found, approvals };
}

/** What goes with snapshots: by the engine's own word, or counted from the manifests (data and delete files alone). */
async function goingWith(
  { connection, metadata, fileIO, maintenance, signal }: TableToPlan,
  due: Snapshot[],
  caches: ScanCaches,
): Promise<PlanInput['expiry']> {
  const ids = due.map(({ snapshotId }) => snapshotId);
  if (maintenance?.executor.previewExpiry) {
    return maintenance.executor.previewExpiry(maintenance.table, ids, {
      signal,
    });
  }
  return fileIO instanceof NoFileIO
    ? undefined
    : readUnreachableFiles(
        fileIO,
        metadata,
        metadata.snapshots.filter(
          ({ snapshotId }) => !ids.includes(snapshotId),
        ),
        {
          store: caches.store,
          cacheNamespace: cacheNamespaceOf(connection, metadata),
          signal,
        },
      );
}
