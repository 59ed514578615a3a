import { ConflictError, ServiceUnavailableError } from '@backstage/errors';
import type { TableMetadata } from '@lakehouse-portal/table-metadata';
import type { MaintainedTables } from './MaintainedTables';
import type { RunStore, StoredRun, StoredUnit } from './RunStore';

/**
 * Makes the snapshot before a run's rewrites the current one again, and looks whether it is.
 *
 * @throws ConflictError when others have committed since and that is not accepted, or a run holds the table.
 */
export async function rollBack(options: {
  store: RunStore;
  tables: MaintainedTables;
  stored: StoredRun;
  units: StoredUnit[];
  snapshotId: string;
  acceptLoss: boolean;
  by: string;
  now: () => number;
  signal?: AbortSignal;
}): Promise<void> {
  const { store, tables, stored, snapshotId, by, now, signal } = options;
  const { run } = stored;
  const ref = {
    lakehouse: run.lakehouse,
    schema: run.namespace,
    table: run.table,
  };
  const lock = await store.lockForRollback(ref, run.id, now());
  try {
    const table = await tables.find(ref, signal);
    const { maintenance } = table;
    if (!maintenance?.executor.rollback) {
      throw new ServiceUnavailableError(
        `${
          maintenance?.executor.engine ?? 'The lakehouse'
        } can't make a former snapshot the current one`,
      );
    }
    const { metadata } = await tables.readMetadata(table, signal);
    requireRollback(metadata, options);
    await maintenance.executor.rollback(maintenance.table, snapshotId, {
      signal,
    });
    const after = await tables.readMetadata(table, signal);
    if (after.metadata.currentSnapshotId !== snapshotId) {
      throw new ServiceUnavailableError(
        `${
          maintenance.executor.engine
        } rolled back, but the current snapshot is ${
          after.metadata.currentSnapshotId ?? 'none'
        }, not ${snapshotId}`,
      );
    }
    await store.saveRollback(
      run.id,
      { by, at: now() },
      {
        kind: 'rolled-back',
        message: `Snapshot ${snapshotId} is the current one again.`,
        by,
      },
    );
  } finally {
    await lock.release();
  }
}

function requireRollback(
  metadata: TableMetadata,
  {
    stored: { run },
    units,
    snapshotId,
    acceptLoss,
  }: {
    stored: StoredRun;
    units: StoredUnit[];
    snapshotId: string;
    acceptLoss: boolean;
  },
): void {
  if (metadata.tableUuid !== run.plan.table.uuid) {
    throw new ConflictError(
      'The table was dropped and created anew since the run',
    );
  }
  const byId = new Map(metadata.snapshots.map(one => [one.snapshotId, one]));
  if (!byId.has(snapshotId)) {
    throw new ConflictError(`Snapshot ${snapshotId} has expired since`);
  }
  const own = new Set(units.map(({ outcome }) => outcome?.snapshotId));
  let current = metadata.currentSnapshotId;
  while (current !== undefined && current !== snapshotId) {
    if (!own.has(current) && !acceptLoss) {
      throw new ConflictError(
        `Others have committed since: snapshot ${current} and what it wrote would not be in the table any more. An administrator may accept that (acceptLoss)`,
      );
    }
    current = byId.get(current)?.parentSnapshotId;
  }
  if (current === undefined) {
    throw new ConflictError(
      `Snapshot ${snapshotId} is not among those that led to the current one`,
    );
  }
}
