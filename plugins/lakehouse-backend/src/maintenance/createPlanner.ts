import { toError } from '@backstage/errors';
import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  defaultMaintenanceRules,
  planMaintenance,
  snapshotsDue,
  type MaintenanceRules,
  type PlanInput,
} from '@lakehouse-portal/maintenance';
import type { TableStore } from '../database';
import type { TableJudge } from '../scan';
import type { TablePlanner, TableToPlan } from './TablePlanner';

/**
 * Makes plans by what a table promises, what its files are and what its engine can do. What only the engine can tell
 * (orphan files, what goes with snapshots) is asked of it where that is of interest.
 */
export function createPlanner(options: {
  judge: TableJudge;
  tables: Pick<TableStore, 'find'>;
  approvals: Partial<MaintenanceRules['approvals']>;
  logger: LoggerService;
}): TablePlanner {
  const { judge, tables, logger } = options;
  const rules: MaintenanceRules = {
    ...defaultMaintenanceRules,
    approvals: { ...defaultMaintenanceRules.approvals, ...options.approvals },
  };

  /** That something could not be found out leaves it unknown; the plan says so. */
  async function orUnknown<T>(
    table: TableToPlan,
    what: string,
    ask: () => Promise<T> | undefined,
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
      const known = await tables.find(ref);
      const policy = judge.policyOf({
        connection,
        schema: ref.schema,
        name: ref.table,
        layer: known?.summary.layer,
        metadata,
      });
      const wants = (operation: keyof MaintenanceRules['approvals']) =>
        table.operations?.includes(operation) ?? true;
      const due = wants('expire-snapshots')
        ? snapshotsDue(metadata, policy, nowMs)
        : [];
      const executor = maintenance?.executor;
      const expiry =
        due.length > 0 && maintenance
          ? await orUnknown(table, 'What snapshots keep', () =>
              executor?.previewExpiry?.(
                maintenance.table,
                due.map(({ snapshotId }) => snapshotId),
                { signal },
              ),
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
        rules,
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
