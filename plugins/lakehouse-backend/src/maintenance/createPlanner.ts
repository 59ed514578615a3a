import {
  defaultMaintenanceRules,
  planMaintenance,
  snapshotsDue,
  type MaintenanceRules,
  type PlanInput,
} from '@lakehouse-portal/maintenance';
import type { HealthPolicy } from '@lakehouse-portal/table-health';
import type { SchemaStore } from '../database';
import type { ScanCaches, TableJudge } from '../scan';
import { cacheNamespaceOf } from '../scan/ScanCaches';
import { readUnreachableFiles } from '../scan/reclaimable';
import { resolveTraits } from '../scan/resolveTraits';
import type { TablePlanner, TableToPlan } from './TablePlanner';

/** What making plans works with. */
export interface PlannerOptions {
  judge: Pick<TableJudge, 'policyOf'>;
  schemas: Pick<SchemaStore, 'list'>;
  caches: Pick<ScanCaches, 'store'>;
  rules?: MaintenanceRules;
}

/** Finds out what a plan needs that a scan doesn't know: what expiry frees, and which files are orphans. */
export function createPlanner(options: PlannerOptions): TablePlanner {
  const { judge, schemas, rules = defaultMaintenanceRules } = options;
  return {
    async plan(table) {
      const { connection, ref, metadata, maintenance, nowMs } = table;
      const schema = (await schemas.list(ref.lakehouse)).find(
        ({ name }) => name === ref.schema,
      ) ?? { name: ref.schema };
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
      return planMaintenance({
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
        rules,
        ...(maintenance && {
          engine: {
            name: maintenance.executor.engine,
            capabilities: maintenance.executor.capabilities,
          },
        }),
        expiry: await expiryOf(table, policy, options.caches),
        orphanFiles: await orphanFilesOf(table, rules),
        operations: table.operations,
        evenIfLittle: table.operations !== undefined,
      });
    },
  };
}

async function expiryOf(
  table: TableToPlan,
  policy: HealthPolicy,
  caches: PlannerOptions['caches'],
): Promise<PlanInput['expiry']> {
  const { metadata, operations, nowMs, signal } = table;
  if (!(operations?.includes('expire-snapshots') ?? true)) {
    return undefined;
  }
  const due = new Set(snapshotsDue(metadata, policy, nowMs));
  if (due.size === 0) {
    return undefined;
  }
  return readUnreachableFiles(
    table.fileIO,
    metadata,
    metadata.snapshots.filter(snapshot => !due.has(snapshot)),
    {
      store: caches.store,
      cacheNamespace: cacheNamespaceOf(table.connection, metadata),
      signal,
    },
  );
}

async function orphanFilesOf(
  { maintenance, operations, nowMs, signal }: TableToPlan,
  rules: MaintenanceRules,
): Promise<PlanInput['orphanFiles']> {
  const list = maintenance?.executor.listOrphanFiles?.bind(
    maintenance.executor,
  );
  if (
    !maintenance ||
    !list ||
    rules.approvals['remove-orphan-files'] === 'off' ||
    !(operations?.includes('remove-orphan-files') ?? true)
  ) {
    return undefined;
  }
  return {
    listedAtMs: nowMs,
    files: await list(maintenance.table, {
      olderThanMs: nowMs - rules.orphanAgeMs,
      signal,
    }),
  };
}
