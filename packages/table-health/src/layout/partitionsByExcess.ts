import type { FileStatistics } from '@lakehouse-portal/table-metadata';
import type { HealthDimension } from '../model';
import { deleteFilesOf } from './deleteFilesOf';
import { filesFor } from './FileLayout';

type AffectedPartition = NonNullable<HealthDimension['partitions']>[number];

/**
 * Partitions with more files than they need, worst first, at most 20.
 *
 * @param targetBytes - Size from which a file needs no compaction, bytes.
 */
export function partitionsByExcess(
  files: FileStatistics,
  targetBytes: number,
): AffectedPartition[] {
  return affected(files, targetBytes)
    .filter(partition => partition.dataFiles > partition.neededFiles)
    .sort(
      (a, b) =>
        b.dataFiles - b.neededFiles - (a.dataFiles - a.neededFiles) ||
        compare(a, b),
    )
    .slice(0, 20);
}

/** Partitions with the most delete files, worst first, at most 20. */
export function partitionsByDeletes(
  files: FileStatistics,
  targetBytes: number,
): AffectedPartition[] {
  return affected(files, targetBytes)
    .filter(partition => partition.deleteFiles > 0)
    .sort((a, b) => b.deleteFiles - a.deleteFiles || compare(a, b))
    .slice(0, 20);
}

/** The smallest partitions, at most 20: those that have too little for a file of their own. */
export function smallestPartitions(
  files: FileStatistics,
  targetBytes: number,
): AffectedPartition[] {
  return affected(files, targetBytes)
    .sort((a, b) => a.sizeBytes - b.sizeBytes || compare(a, b))
    .slice(0, 20);
}

function affected(
  files: FileStatistics,
  targetBytes: number,
): AffectedPartition[] {
  return files.partitionStatistics.map(partition => ({
    partition: partition.partition,
    dataFiles: partition.dataFiles,
    neededFiles:
      partition.dataFiles === 0
        ? 0
        : filesFor(Number(partition.dataBytes), targetBytes),
    sizeBytes: Number(partition.dataBytes),
    deleteFiles: deleteFilesOf(partition),
  }));
}

/** So that equal partitions come in one order always. */
function compare(a: AffectedPartition, b: AffectedPartition): number {
  if (a.partition === b.partition) {
    return 0;
  }
  return a.partition < b.partition ? -1 : 1;
}
