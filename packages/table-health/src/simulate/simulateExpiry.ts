import type { Snapshot } from '@lakehouse-portal/table-metadata';
import type { HealthInput } from '../model';

/**
 * The table without the snapshots that are due. What could be reclaimed is gone with them; what only old snapshots need shrinks
 * by as much, or, where that was not counted, with their number, as the metadata file does.
 * @public
 */
export function simulateExpiry(
  input: HealthInput,
  expired: Snapshot[],
): HealthInput {
  const gone = new Set(expired.map(({ snapshotId }) => snapshotId));
  const { snapshots, metadataSizeBytes } = input.metadata;
  const left = snapshots.filter(({ snapshotId }) => !gone.has(snapshotId));
  const share = snapshots.length === 0 ? 1 : left.length / snapshots.length;
  const oldShare =
    snapshots.length <= 1
      ? 1
      : Math.max(0, left.length - 1) / (snapshots.length - 1);
  return {
    ...input,
    metadata: {
      ...input.metadata,
      snapshots: left,
      metadataSizeBytes:
        metadataSizeBytes === undefined
          ? undefined
          : Math.round(metadataSizeBytes * share),
    },
    oldSnapshotBytes: rest(
      input.oldSnapshotBytes,
      input.reclaimableBytes,
      oldShare,
    ),
    oldSnapshotFiles: rest(
      input.oldSnapshotFiles,
      input.reclaimableFiles,
      oldShare,
    ),
    // Where a snapshot is due still, somebody would have to count anew.
    reclaimableBytes: undefined,
    reclaimableFiles: undefined,
  };
}

/** What goes has metadata files as well, so that slightly too little may be left. */
function rest(
  all: number | undefined,
  freed: number | undefined,
  share: number,
): number | undefined {
  if (all === undefined || share === 0) {
    return all && 0;
  }
  return freed === undefined
    ? Math.round(all * share)
    : Math.max(0, all - freed);
}
