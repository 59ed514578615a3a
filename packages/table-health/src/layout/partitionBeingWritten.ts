import type {
  FileStatistics,
  PartitionStatistics,
} from '@lakehouse-portal/table-metadata';
import type { CommitRhythm } from '../model';

/** A table that was written so recently is taken to be written to still. */
const STILL_WRITTEN_MS = 60 * 60 * 1000;

/**
 * The partition that a stream is writing: the newest one, until nobody has written to the table for an hour.
 *
 * @returns undefined where no stream writes the table, or its partitions go by no time.
 * @public
 */
export function partitionBeingWritten(
  { partitionStatistics }: FileStatistics,
  { workload, lastChangeMs }: CommitRhythm,
  nowMs: number,
): PartitionStatistics | undefined {
  const recently =
    lastChangeMs !== undefined && lastChangeMs > nowMs - STILL_WRITTEN_MS;
  if (!recently || workload !== 'streaming') {
    return undefined;
  }
  let newest: PartitionStatistics | undefined;
  for (const partition of partitionStatistics) {
    if (
      partition.startMs !== undefined &&
      partition.startMs > (newest?.startMs ?? -Infinity)
    ) {
      newest = partition;
    }
  }
  return newest;
}
