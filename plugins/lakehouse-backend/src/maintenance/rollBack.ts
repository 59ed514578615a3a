import { ConflictError, ServiceUnavailableError } from '@backstage/errors';
import type { MaintainedTables } from './MaintainedTables';
import { rollbackProblem } from './rollbackProblem';
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
    const problem = rollbackProblem(metadata, options);
    if (problem && !(problem.losesCommits && options.acceptLoss)) {
      throw new ConflictError(problem.reason);
    }
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
