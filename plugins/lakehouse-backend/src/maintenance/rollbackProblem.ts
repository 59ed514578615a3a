import {
  ancestorsOf,
  type TableMetadata,
} from '@lakehouse-portal/table-metadata';
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
  if (!metadata.snapshots.some(one => one.snapshotId === snapshotId)) {
    return { reason: `Snapshot ${snapshotId} has expired since` };
  }
  const line = ancestorsOf(metadata).map(one => one.snapshotId);
  const depth = line.indexOf(snapshotId);
  if (depth < 0) {
    return {
      reason: `Snapshot ${snapshotId} is not among those that led to the current one`,
    };
  }
  const own = new Set(units.map(({ outcome }) => outcome?.snapshotId));
  const foreign = line.slice(0, depth).find(id => !own.has(id));
  return foreign === undefined
    ? undefined
    : {
        reason: `Others have committed since: snapshot ${foreign} and what it wrote would not be in the table any more. An administrator may accept that loss`,
        losesCommits: true,
      };
}
