import type {
  ColumnClustering,
  FileStatistics,
  PartitionStatistics,
} from '@lakehouse-portal/table-metadata';
import { filesFor, layoutOf, sortColumns } from '../layout';
import type { HealthInput, HealthPolicy } from '../model';
import { partitionColumns } from '../layout/partitionColumns';
import { writesStatistics } from '../properties/writesStatistics';
import { withFiles } from './withFiles';

/**
 * The table after a compaction within its partitions, which folds deletes in. Order is kept only
 * by a declared sort order or by partitions: measured, compaction mixes rows. The manifests stay as
 * many as they are, to be on the safe side; those of deletes go.
 * @public
 */
export function simulateCompaction(
  input: HealthInput,
  policy: HealthPolicy,
): HealthInput {
  return withFiles(input, files => {
    const target = policy.targetFileSizeBytes.value;
    const kept = 1 - deletedShare(files);
    const dataBytes = scale(files.dataBytes, kept);
    const layout = layoutOf({ ...files, dataBytes }, target);
    return {
      ...withoutDeletes(files),
      ...evenFiles(layout.neededFilesByPartition, dataBytes),
      dataRecords: scale(files.dataRecords, kept),
      partitionStatistics: files.partitionStatistics.map(partition =>
        compacted(partition, target),
      ),
      filesBySpec: {
        [String(input.metadata.defaultSpecId ?? 0)]:
          layout.neededFilesByPartition,
      },
      columnStatistics: {
        ...files.columnStatistics,
        filesWithoutBounds: writesStatistics(input.metadata)
          ? 0
          : withoutBoundsAmong(files, layout.neededFilesByPartition),
      },
      clustering: clusteringAfter(input, files, layout.neededFilesByPartition),
    };
  });
}

/** Files of one size. */
export function evenFiles(
  dataFiles: number,
  dataBytes: bigint,
): Pick<
  FileStatistics,
  | 'dataFiles'
  | 'dataBytes'
  | 'minFileBytes'
  | 'maxFileBytes'
  | 'fileSizeQuantiles'
  | 'histogram'
> {
  if (dataFiles === 0) {
    return { dataFiles, dataBytes, histogram: [] };
  }
  const mean = dataBytes / BigInt(dataFiles);
  const minBytes = mean <= 0n ? 0n : 2n ** BigInt(mean.toString(2).length - 1);
  return {
    dataFiles,
    dataBytes,
    minFileBytes: mean,
    maxFileBytes: mean,
    fileSizeQuantiles: {
      p1: mean,
      p10: mean,
      p25: mean,
      p50: mean,
      p75: mean,
      p90: mean,
      p99: mean,
    },
    histogram: [
      {
        minBytes,
        maxBytes: minBytes === 0n ? 1n : minBytes * 2n,
        count: dataFiles,
        sizeBytes: dataBytes,
      },
    ],
  };
}

/** As if no delete had ever been written. */
export function withoutDeletes(files: FileStatistics): FileStatistics {
  return {
    ...files,
    manifests: { ...files.manifests, deletes: 0 },
    positionDeleteFiles: 0,
    positionDeleteBytes: 0n,
    positionDeleteRecords: 0n,
    equalityDeleteFiles: 0,
    equalityDeleteBytes: 0n,
    equalityDeleteRecords: 0n,
    deletionVectors: 0,
    deletionVectorBytes: 0n,
    deletionVectorRecords: 0n,
    deleteFilesPerDataFile: 0,
    deleteFilesInWorstQuarter: undefined,
    maxDeleteFilesPerDataFile: 0,
  };
}

/** One partition after a compaction. */
export function compacted(
  partition: PartitionStatistics,
  target: number,
): PartitionStatistics {
  return {
    ...partition,
    dataFiles: Math.min(
      partition.dataFiles,
      filesFor(Number(partition.dataBytes), target),
    ),
    positionDeleteFiles: 0,
    equalityDeleteFiles: 0,
    deletionVectors: 0,
    deleteRecords: 0n,
  };
}

/** Upper bound of the share of rows that deletes remove. */
function deletedShare(files: FileStatistics): number {
  const deleted = Number(
    files.positionDeleteRecords +
      files.deletionVectorRecords +
      files.equalityDeleteRecords,
  );
  const stored = Number(files.dataRecords);
  return stored > 0 ? Math.min(0.99, deleted / stored) : 0;
}

/** How values lie in the files that a compaction leaves. */
export function clusteringAfter(
  input: HealthInput,
  files: FileStatistics,
  filesAfter: number,
): ColumnClustering[] {
  const [sortColumn] = sortColumns(input.metadata);
  const sorted = {
    fieldId: sortFieldId(input),
    column: sortColumn,
    filesPerPoint: 1,
    filesWithBounds: filesAfter,
  };
  const known =
    sortColumn === undefined ||
    files.clustering.some(({ column }) => column === sortColumn);
  const byPartition = partitionColumns(input.metadata);
  const nothingMerged =
    filesAfter >= files.dataFiles && sortColumn === undefined;
  if (nothingMerged) {
    return files.clustering;
  }
  return (known ? files.clustering : [...files.clustering, sorted]).map(
    clustering => {
      let filesPerPoint = 1;
      if (byPartition.has(clustering.fieldId)) {
        filesPerPoint = 1 / Math.max(1, files.partitions);
      }
      if (clustering.column === sortColumn) {
        // A rewrite sorts within partitions: each opens a file of its own, unless they divide this column.
        filesPerPoint = Math.min(
          1,
          (byPartition.has(clustering.fieldId) ? 1 : files.partitions) /
            Math.max(1, filesAfter),
        );
      }
      return { ...clustering, filesPerPoint, filesWithBounds: filesAfter };
    },
  );
}

/** So many of some files lack bounds, where a rewrite writes none: as large a share as before. */
export function withoutBoundsAmong(
  { columnStatistics, dataFiles }: FileStatistics,
  some: number,
): number {
  const share = columnStatistics.filesWithoutBounds / Math.max(1, dataFiles);
  return Math.min(some, Math.ceil(share * some));
}

/** Rounded to a millionth of the factor. */
export function scale(value: bigint, factor: number): bigint {
  return (value * BigInt(Math.round(factor * 1_000_000))) / 1_000_000n;
}

function sortFieldId({ metadata }: HealthInput): number {
  const order = metadata.sortOrders.find(
    ({ orderId }) => orderId === metadata.defaultSortOrderId,
  );
  return order?.fields[0]?.sourceIds[0] ?? -1;
}
