import type { LoggerService } from '@backstage/backend-plugin-api';
import { isError, NotFoundError, toError } from '@backstage/errors';
import type { RunRollback } from '@lakehouse-portal/plugin-lakehouse-common';
import { rollbackOf } from './buildRunDetail';
import type { MaintainedTables } from './MaintainedTables';
import { rollbackProblem, type RollbackProblem } from './rollbackProblem';
import type { RunStore, StoredRun, StoredUnit } from './RunStore';

/** A page waits no longer for a catalog that does not answer, milliseconds. */
const PATIENCE_MS = 10_000;

/**
 * Whether a run can be rolled back at this moment, and why not: by its record, and where that says yes by the table as it is.
 * Where the table can't be looked at, it is not offered.
 */
export async function offerRollback(options: {
  store: Pick<RunStore, 'holderOf'>;
  tables: MaintainedTables;
  stored: StoredRun;
  units: StoredUnit[];
  logger: LoggerService;
  now: () => number;
  signal?: AbortSignal;
}): Promise<RunRollback> {
  const { stored, units, signal } = options;
  const recorded = rollbackOf(stored, units);
  const { snapshotId } = recorded;
  if (!recorded.possible || snapshotId === undefined) {
    return recorded;
  }
  const patience = AbortSignal.timeout(PATIENCE_MS);
  try {
    const problem = await problemNow({
      ...options,
      snapshotId,
      signal: signal ? AbortSignal.any([signal, patience]) : patience,
    });
    return problem
      ? {
          possible: false,
          snapshotId,
          detail: problem.passes
            ? `It can't be rolled back now: ${problem.reason}.`
            : `It can't be rolled back any more. ${problem.reason}.`,
          ...(problem.losesCommits && { losesCommits: true }),
        }
      : recorded;
  } catch (error) {
    signal?.throwIfAborted();
    const { lakehouse, namespace, table } = stored.run;
    if (isError(error) && error.name === NotFoundError.name) {
      return {
        possible: false,
        snapshotId,
        detail: `It can't be rolled back any more: ${namespace}.${table} of ${lakehouse} is not there.`,
      };
    }
    options.logger.warn(
      `Whether run ${stored.run.id} can be rolled back is not known`,
      toError(error),
    );
    return {
      possible: false,
      snapshotId,
      detail:
        'Whether it can still be rolled back is not known: the table could not be read just now.',
    };
  }
}

async function problemNow({
  store,
  tables,
  stored,
  units,
  snapshotId,
  now,
  signal,
}: Parameters<typeof offerRollback>[0] & { snapshotId: string }): Promise<
  (RollbackProblem & { passes?: true }) | undefined
> {
  const { run } = stored;
  const ref = {
    lakehouse: run.lakehouse,
    schema: run.namespace,
    table: run.table,
  };
  const table = await tables.find(ref, signal);
  if (!table.maintenance?.executor.rollback) {
    return {
      reason: `${
        table.maintenance?.executor.engine ?? 'The lakehouse'
      } can't make a former snapshot the current one`,
    };
  }
  const { metadata } = await tables.readMetadata(table, signal);
  const problem = rollbackProblem(metadata, { stored, units, snapshotId });
  if (problem) {
    return problem;
  }
  const holder = await store.holderOf(ref, now());
  return (
    holder && {
      reason: `${
        holder.purpose === 'run' ? 'another run' : 'a rollback'
      } of the table is under way; wait for its end`,
      passes: true,
    }
  );
}
