import type { TableMetadata } from '@lakehouse-portal/table-metadata';
import type { StoredRun, StoredUnit } from './RunStore';

/** Why a run can't be rolled back any more. */
export interface RollbackProblem {
  /** Without a full stop. */
  reason: string;
  /** It can be, if an administrator accepts that commits of others are lost. */
  losesCommits?: true;
}

/** What stands against making the snapshot from before a run the current one again, now that the table is as it is. */
export function rollbackProblem(
  metadata: Pick<
    TableMetadata,
    'tableUuid' | 'snapshots' | 'currentSnapshotId'
  >,
  {
    stored: { run },
    units,
    snapshotId,
  }: { stored: StoredRun; units: StoredUnit[]; snapshotId: string },
): RollbackProblem | undefined {
  if (metadata.tableUuid !== run.plan.table.uuid) {
    return { reason: 'The table was dropped and created anew since the run' };
  }
  const byId = new Map(metadata.snapshots.map(one => [one.snapshotId, one]));
  if (!byId.has(snapshotId)) {
    return { reason: `Snapshot ${snapshotId} has expired since` };
  }
  const own = new Set(units.map(({ outcome }) => outcome?.snapshotId));
  let current = metadata.currentSnapshotId;
  let foreign: string | undefined;
  // Metadata that somebody has damaged may have parents in a circle.
  const seen = new Set<string>();
  while (
    current !== undefined &&
    current !== snapshotId &&
    !seen.has(current)
  ) {
    seen.add(current);
    if (foreign === undefined && !own.has(current)) {
      foreign = current;
    }
    current = byId.get(current)?.parentSnapshotId;
  }
  if (current !== snapshotId) {
    return {
      reason: `Snapshot ${snapshotId} is not among those that led to the current one`,
    };
  }
  return foreign === undefined
    ? undefined
    : {
        reason: `Others have committed since: snapshot ${foreign} and what it wrote would not be in the table any more. An administrator may accept that (acceptLoss)`,
        losesCommits: true,
      };
}
