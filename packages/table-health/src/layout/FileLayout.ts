import type { FileStatistics } from '@lakehouse-portal/table-metadata';
import type { Curve } from '../curves';
import { fileLayoutCurve, measuredFileSizeBytes, pointsOn } from '../curves';

/** How the bytes of a table are spread over files and partitions. */
export interface FileLayout {
  dataFiles: number;
  dataBytes: number;
  partitions: number;
  /** Mean size of a live data file, bytes; 0 without files. */
  meanFileBytes: number;
  /** Files of the policy's target that would hold the same bytes. */
  neededFiles: number;
  /** Files of the policy's target, when each partition needs one at least: what compaction can reach. */
  neededFilesByPartition: number;
  /** Files per file of 128 MB that would hold the same bytes: the input of the curve. */
  excess: number;
  /** The same after a perfect compaction within partitions. */
  excessAfterCompaction: number;
  /** Points of the whole table, or of its partitions weighed by rows, whichever is more. */
  points: number;
  /** Points that no compaction can cure, because partitions are too small for a file. */
  partitioningPoints: number;
}

/**
 * @param files - Live files of a snapshot.
 * @param targetBytes - Size from which a file needs no compaction, bytes.
 * @param curve - What files cost.
 */
export function layoutOf(
  files: FileStatistics,
  targetBytes: number,
  curve: Curve = fileLayoutCurve,
): FileLayout {
  const { dataFiles } = files;
  const dataBytes = positive(Number(files.dataBytes));
  const dataRecords = positive(Number(files.dataRecords));
  const reference = filesFor(dataBytes, measuredFileSizeBytes);
  let weightedPoints = 0;
  let compactedFiles = 0;
  let neededFilesByPartition = 0;
  for (const group of groupsOf(files, dataBytes, dataRecords)) {
    const smallest = filesFor(group.bytes, measuredFileSizeBytes);
    compactedFiles += group.partitions * Math.min(group.files, smallest);
    neededFilesByPartition +=
      group.partitions *
      Math.min(group.files, filesFor(group.bytes, targetBytes));
    const rowShare = dataRecords > 0 ? group.records / dataRecords : 0;
    weightedPoints +=
      Math.min(1, rowShare) * pointsOn(curve, group.files / smallest);
  }
  const excess = dataFiles / reference;
  return {
    dataFiles,
    dataBytes,
    partitions: files.partitions,
    meanFileBytes: dataFiles > 0 ? dataBytes / dataFiles : 0,
    neededFiles: dataFiles === 0 ? 0 : filesFor(dataBytes, targetBytes),
    neededFilesByPartition: Math.min(
      dataFiles,
      Math.max(1, Math.ceil(neededFilesByPartition)),
    ),
    excess,
    excessAfterCompaction: compactedFiles / reference,
    points: Math.max(pointsOn(curve, excess), weightedPoints),
    partitioningPoints: pointsOn(curve, compactedFiles / reference),
  };
}

/** Files of a size that hold so many bytes; one at least. */
export function filesFor(bytes: number, sizeBytes: number): number {
  return Math.max(1, Math.ceil(bytes / sizeBytes));
}

interface PartitionGroup {
  partitions: number;
  /** Of one partition. */
  files: number;
  /** Of one partition. */
  bytes: number;
  /** Of all partitions of the group. */
  records: number;
}

/** The partitions that are listed, and the rest as so many alike. */
function groupsOf(
  files: FileStatistics,
  dataBytes: number,
  dataRecords: number,
): PartitionGroup[] {
  let restFiles = files.dataFiles;
  let restBytes = dataBytes;
  let restRecords = dataRecords;
  const groups: PartitionGroup[] = [];
  for (const partition of files.partitionStatistics) {
    if (partition.dataFiles <= 0) {
      continue;
    }
    const bytes = positive(Number(partition.dataBytes));
    const records = positive(Number(partition.dataRecords));
    groups.push({ partitions: 1, files: partition.dataFiles, bytes, records });
    restFiles -= partition.dataFiles;
    restBytes -= bytes;
    restRecords -= records;
  }
  const restPartitions = Math.max(
    files.partitions - groups.length,
    groups.length === 0 ? 1 : 0,
  );
  if (restPartitions > 0 && restFiles > 0) {
    // A partition of the rest has a file at least.
    const partitions = Math.min(restPartitions, restFiles);
    groups.push({
      partitions,
      files: restFiles / partitions,
      bytes: positive(restBytes) / partitions,
      records: positive(restRecords),
    });
  }
  return groups;
}

function positive(value: number): number {
  return value > 0 ? value : 0;
}
