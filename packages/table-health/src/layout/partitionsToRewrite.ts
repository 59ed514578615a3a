import type {
  FileStatistics,
  PartitionStatistics,
} from '@lakehouse-portal/table-metadata';
import { deleteFilesOf } from './deleteFilesOf';
import { filesFor } from './FileLayout';
import { partitionBeingWritten } from './partitionBeingWritten';
import type { CommitRhythm } from '../model';

/** What a rewrite takes up of a partition. */
type Taken = Pick<PartitionStatistics, 'dataFiles' | 'dataBytes'>;

/**
 * The partitions that a compaction is for, by one rule for what health recommends and what a plan does. Compacting what is
 * being written is safe, but soon in vain: that partition is among them only where there is no other.
 *
 * @param options - `takenOf`: how much of a partition is taken up; all of it when left out. `rewriteAll`: well-sized files too.
 * @returns `written`: the partition that is being written, where it has something to compact.
 * @public
 */
export function partitionsToRewrite(
  files: FileStatistics,
  rhythm: CommitRhythm,
  options: {
    nowMs: number;
    targetBytes: number;
    rewriteAll: boolean;
    takenOf?: (partition: PartitionStatistics) => Taken;
  },
): { partitions: PartitionStatistics[]; written?: PartitionStatistics } {
  const { nowMs, targetBytes, rewriteAll, takenOf = all } = options;
  const wanted = files.partitionStatistics.filter(
    partition =>
      partition.dataFiles > 0 &&
      (rewriteAll ||
        deleteFilesOf(partition) > 0 ||
        filesFor(Number(takenOf(partition).dataBytes), targetBytes) <
          takenOf(partition).dataFiles),
  );
  const newest = partitionBeingWritten(files, rhythm, nowMs);
  const others = wanted.filter(partition => partition !== newest);
  return {
    partitions: others.length > 0 ? others : wanted,
    ...(newest && wanted.includes(newest) && { written: newest }),
  };
}

function all(partition: PartitionStatistics): Taken {
  return partition;
}
