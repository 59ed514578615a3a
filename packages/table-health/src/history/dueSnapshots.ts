import type {
  Snapshot,
  SnapshotRef,
  TableMetadata,
} from '@lakehouse-portal/table-metadata';
import type { HealthPolicy } from '../model';

/**
 * Snapshots that an expiry by this policy would remove: older than the retention, beyond those
 * that are always kept, and not held by a branch or tag.
 *
 * @see https://iceberg.apache.org/spec/#snapshot-retention-policy
 * @public
 */
export function dueSnapshots(
  metadata: TableMetadata,
  policy: Pick<HealthPolicy, 'maxSnapshotAgeMs' | 'minSnapshotsToKeep'>,
  nowMs: number,
): Snapshot[] {
  const byId = new Map(
    metadata.snapshots.map(snapshot => [snapshot.snapshotId, snapshot]),
  );
  const kept = new Set<string>();
  const descended = new Set<string>();
  for (const ref of refsOf(metadata)) {
    kept.add(ref.snapshotId);
    if (ref.type !== 'branch') {
      continue;
    }
    const minToKeep = ref.minSnapshotsToKeep ?? policy.minSnapshotsToKeep.value;
    const keptFromMs =
      nowMs - (ref.maxSnapshotAgeMs ?? policy.maxSnapshotAgeMs.value);
    let position = 0;
    let keeping = true;
    let snapshot = byId.get(ref.snapshotId);
    const walked = new Set<string>();
    while (snapshot && !walked.has(snapshot.snapshotId)) {
      walked.add(snapshot.snapshotId);
      keeping =
        keeping && (position < minToKeep || snapshot.timestampMs >= keptFromMs);
      if (keeping) {
        kept.add(snapshot.snapshotId);
      } else if (descended.has(snapshot.snapshotId)) {
        break;
      }
      descended.add(snapshot.snapshotId);
      position += 1;
      snapshot =
        snapshot.parentSnapshotId === undefined
          ? undefined
          : byId.get(snapshot.parentSnapshotId);
    }
  }
  const oldestUnreferencedMs = nowMs - policy.maxSnapshotAgeMs.value;
  return metadata.snapshots.filter(
    snapshot =>
      !kept.has(snapshot.snapshotId) &&
      (descended.has(snapshot.snapshotId) ||
        snapshot.timestampMs < oldestUnreferencedMs),
  );
}

function refsOf(metadata: TableMetadata): SnapshotRef[] {
  const hasMain = metadata.refs.some(ref => ref.name === 'main');
  return hasMain || metadata.currentSnapshotId === undefined
    ? metadata.refs
    : [
        ...metadata.refs,
        {
          name: 'main',
          type: 'branch',
          snapshotId: metadata.currentSnapshotId,
        },
      ];
}
