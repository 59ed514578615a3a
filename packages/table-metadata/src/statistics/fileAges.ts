import type { FileStatistics, TableMetadata } from '../model';
import { findSnapshot } from '../snapshots/findSnapshot';

/** Beyond these, snapshots are looked up one by one. */
const MANY_SNAPSHOTS = 10_000;

/** When live data files were added, as far as their snapshots are still known. */
export function fileAges(
  filesBySnapshot: ReadonlyMap<string, number>,
  metadata: TableMetadata,
): Pick<FileStatistics, 'oldestFileMs' | 'newestFileMs' | 'fileAges'> {
  const timeOf = snapshotTimes(metadata);
  const filesByTime = new Map<number, number>();
  let filesOfExpiredSnapshots = 0;
  for (const [snapshotId, files] of filesBySnapshot) {
    const time = timeOf(snapshotId);
    if (time === undefined) filesOfExpiredSnapshots += files;
    else filesByTime.set(time, (filesByTime.get(time) ?? 0) + files);
  }
  const ordered = [...filesByTime].sort(([a], [b]) => a - b);
  return {
    // The oldest file is one whose snapshot has expired: when that was, nobody knows any more.
    oldestFileMs: filesOfExpiredSnapshots > 0 ? undefined : ordered[0]?.[0],
    newestFileMs: ordered[ordered.length - 1]?.[0],
    fileAges: {
      filesOfExpiredSnapshots,
      quantilesMs: ageQuantiles(ordered),
    },
  };
}

function snapshotTimes(
  metadata: TableMetadata,
): (snapshotId: string) => number | undefined {
  // Very many snapshots are kept packed, with an index of their own: few of them added files that still live.
  if (metadata.snapshots.length > MANY_SNAPSHOTS)
    return snapshotId => findSnapshot(metadata, snapshotId)?.timestampMs;
  const times = new Map(
    metadata.snapshots.map(({ snapshotId, timestampMs }) => [
      snapshotId,
      timestampMs,
    ]),
  );
  return snapshotId => times.get(snapshotId);
}

/** By nearest rank. */
function ageQuantiles(
  ordered: Array<[timeMs: number, files: number]>,
): { p10: number; p50: number; p90: number } | undefined {
  const total = ordered.reduce((sum, [, files]) => sum + files, 0);
  if (total === 0) return undefined;
  const at = (share: number): number => {
    let rank = Math.max(0, Math.ceil(share * total) - 1);
    for (const [time, files] of ordered) {
      if (rank < files) return time;
      rank -= files;
    }
    return ordered[ordered.length - 1][0];
  };
  return { p10: at(0.1), p50: at(0.5), p90: at(0.9) };
}
