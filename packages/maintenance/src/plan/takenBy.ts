import { deleteFilesOf } from '@lakehouse-portal/table-health';
import type { PartitionStatistics } from '@lakehouse-portal/table-metadata';
import { partitionKey } from './partitionKey';
import type { PlanInput } from './PlanInput';

/** What a rewrite takes up of a partition. */
export type TakenOf = (
  partition: PartitionStatistics,
) => Pick<PartitionStatistics, 'dataFiles' | 'dataBytes'>;

/**
 * Small files alone, where they are known one by one. Where there are deletes, which files they are for is not: then all.
 */
export function takenBy(
  { smallFiles, files }: PlanInput,
  rewriteAll: boolean,
): TakenOf {
  if (rewriteAll || !smallFiles) {
    return partition => partition;
  }
  const left = new Map(
    smallFiles.map(one => [
      partitionKey(one),
      { dataFiles: one.files, dataBytes: one.bytes },
    ]),
  );
  const taken = new Map<PartitionStatistics, ReturnType<TakenOf>>();
  for (const partition of files?.partitionStatistics ?? []) {
    const rest = left.get(partitionKey(partition));
    if (deleteFilesOf(partition) > 0 || !rest) {
      continue;
    }
    // Null and the text `null` are two partitions of one name: what is small there is shared out, not counted twice.
    const own = {
      dataFiles: Math.min(rest.dataFiles, partition.dataFiles),
      dataBytes:
        rest.dataBytes < partition.dataBytes
          ? rest.dataBytes
          : partition.dataBytes,
    };
    taken.set(partition, own);
    rest.dataFiles -= own.dataFiles;
    rest.dataBytes -= own.dataBytes;
  }
  return partition =>
    deleteFilesOf(partition) > 0
      ? partition
      : taken.get(partition) ?? { dataFiles: 0, dataBytes: 0n };
}
