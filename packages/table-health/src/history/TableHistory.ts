import type { Snapshot, TableMetadata } from '@lakehouse-portal/table-metadata';
import type { HealthPolicy } from '../model';
import { ancestorsOf } from './ancestorsOf';
import { dueSnapshots } from './dueSnapshots';

/** What the snapshots that are left tell about the past. */
export interface TableHistory {
  /** Snapshots of the main branch, newest first. */
  main: Snapshot[];
  /** Newest snapshot of the main branch that changed rows. */
  lastChange?: Snapshot;
  /** Newest snapshot that rewrote data files without changing rows. */
  lastCompaction?: Snapshot;
  /** Newest snapshot of maintenance of any kind: compaction, rewrite of manifests. */
  lastMaintenance?: Snapshot;
  /** Milliseconds since the epoch of the oldest snapshot that is left; nothing is known before it. */
  knownSinceMs?: number;
  /** Snapshots that the policy has let go. */
  due: Snapshot[];
}

export function historyOf(
  metadata: TableMetadata,
  policy: Pick<HealthPolicy, 'maxSnapshotAgeMs' | 'minSnapshotsToKeep'>,
  nowMs: number,
): TableHistory {
  const byId = new Map(
    metadata.snapshots.map(snapshot => [snapshot.snapshotId, snapshot]),
  );
  const main = ancestorsOf(metadata.currentSnapshotId, byId);
  let knownSinceMs: number | undefined;
  for (const { timestampMs } of main) {
    knownSinceMs = Math.min(knownSinceMs ?? timestampMs, timestampMs);
  }
  return {
    main,
    lastChange: main.find(snapshot => !isMaintenance(snapshot)),
    lastCompaction: main.find(
      snapshot => isMaintenance(snapshot) && rewroteFiles(snapshot),
    ),
    lastMaintenance: main.find(isMaintenance),
    knownSinceMs,
    due: dueSnapshots(metadata, policy, nowMs),
  };
}

/** Snapshots of operation `replace` change files, not rows. */
export function isMaintenance(snapshot: Snapshot): boolean {
  return snapshot.operation === 'replace';
}

/** A replace without removed files is a rewrite of manifests. */
function rewroteFiles(snapshot: Snapshot): boolean {
  const { summary } = snapshot;
  return (
    Number(summary['deleted-data-files'] ?? 0) > 0 ||
    Number(summary['removed-delete-files'] ?? 0) > 0 ||
    Number(summary['added-data-files'] ?? 0) > 0
  );
}
