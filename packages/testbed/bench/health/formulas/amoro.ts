import type { FileStatistics } from '@lakehouse-portal/table-metadata';
import { MB, type PublishedFormula } from './PublishedFormula';

const MIN_TARGET_BYTES = 96 * MB;

/** Files of one partition that Amoro would rewrite, and the rows that deletes take from them. */
export interface AmoroPartition {
  files: number;
  bytes: number;
  records: number;
  equalityDeletes: number;
  positionDeletes: number;
}

/**
 * Amoro's `getHealthScore`, 0 to 100. All data files of the benchmark are below 96 MB, so all count; they are alike in all
 * partitions, so the mean over partitions is that of one.
 */
export const amoro: PublishedFormula = {
  name: 'Amoro (100 − score)',
  badness(files) {
    const partitions = Math.max(1, files.partitions);
    return 100 - amoroScore(meanPartition(files, partitions));
  },
};

function meanPartition(
  files: FileStatistics,
  partitions: number,
): AmoroPartition {
  return {
    files: files.dataFiles / partitions,
    bytes: Number(files.dataBytes) / partitions,
    records: Number(files.dataRecords) / partitions,
    equalityDeletes: Number(files.equalityDeleteRecords) / partitions,
    positionDeletes:
      Number(files.positionDeleteRecords + files.deletionVectorRecords) /
      partitions,
  };
}

/** The score of one partition. */
export function amoroScore(partition: AmoroPartition): number {
  const { files, bytes, records } = partition;
  const penalty =
    files <= 1 ? 0 : ratio(files, 12) * ratio(bytes, MIN_TARGET_BYTES);
  const small = Math.ceil(
    40 - 40 * penalty * (1 - ratio(bytes / files, MIN_TARGET_BYTES)),
  );
  const byKey = Math.ceil(
    40 - 40 * penalty * ratio(ratio(partition.equalityDeletes, records), 0.1),
  );
  const byPosition = Math.ceil(
    20 - 20 * penalty * ratio(ratio(partition.positionDeletes, records), 0.2),
  );
  return small + byKey + byPosition;
}

function ratio(a: number, b: number): number {
  return b > 0 ? Math.min(a, b) / b : 0;
}
