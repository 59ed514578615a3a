import type { Snapshot } from '@lakehouse-portal/table-metadata';
import type { HealthInput } from '../model';

/**
 * The table without some of its snapshots. What only old snapshots need, and the metadata file,
 * shrink with their number: where the bytes lie is known to a plan, not to the metadata.
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
    ...(input.reclaimableBytes === undefined
      ? {}
      : { reclaimableBytes: Math.round(input.reclaimableBytes * oldShare) }),
    ...(input.reclaimableFiles === undefined
      ? {}
      : { reclaimableFiles: Math.round(input.reclaimableFiles * oldShare) }),
  };
}
