import type {
  FileStatistics,
  PartitionStatistics,
} from '@lakehouse-portal/table-metadata';
import { deleteFilesOf } from '../layout';
import type { HealthInput, HealthPolicy } from '../model';
import {
  clusteringAfter,
  compacted,
  scale,
  withoutBoundsAmong,
  withoutDeletes,
} from './simulateCompaction';
import { writesStatistics } from '../properties/writesStatistics';
import { withFiles } from './withFiles';

/**
 * The table after a compaction of these partitions alone: what a plan that is cut by its budget leaves. Deletes of other
 * partitions stay, and of theirs it is taken that the worst ones are among them.
 * @public
 */
export function simulatePartitionsCompacted(
  input: HealthInput,
  policy: HealthPolicy,
  partitions: readonly PartitionStatistics[],
): HealthInput {
  return withFiles(input, files => {
    const target = policy.targetFileSizeBytes.value;
    const after = partitions.map(partition => compacted(partition, target));
    const taken = totalsOf(partitions);
    const filesTaken = Math.min(files.dataFiles, taken.dataFiles);
    const filesLeft = totalsOf(after).dataFiles;
    const deletedShare =
      taken.records > 0n
        ? Math.min(0.99, Number(taken.deleteRecords) / Number(taken.records))
        : 0;
    const dataFiles = files.dataFiles - filesTaken + filesLeft;
    const unread = 1 - filesTaken / Math.max(1, files.dataFiles);
    const byKey = new Map(
      after.map(partition => [keyOf(partition), partition]),
    );
    const filesBySpec = { ...files.filesBySpec };
    for (const [i, { specId, dataFiles: before }] of partitions.entries()) {
      filesBySpec[specId] =
        (filesBySpec[specId] ?? before) - before + after[i].dataFiles;
    }
    return {
      ...deletesLeft(files, taken, dataFiles),
      dataFiles,
      dataBytes: files.dataBytes - scale(taken.bytes, deletedShare),
      dataRecords: files.dataRecords - scale(taken.records, deletedShare),
      // How large the new files are is said by their mean alone.
      histogram: [],
      partitionStatistics: files.partitionStatistics.map(
        partition => byKey.get(keyOf(partition)) ?? partition,
      ),
      filesBySpec,
      columnStatistics: {
        ...files.columnStatistics,
        filesWithoutBounds: writesStatistics(input.metadata)
          ? Math.round(files.columnStatistics.filesWithoutBounds * unread)
          : withoutBoundsAmong(files, dataFiles),
      },
      clustering: mixed(input, files, { filesTaken, filesLeft }),
    };
  });
}

interface Totals {
  dataFiles: number;
  bytes: bigint;
  records: bigint;
  deleteRecords: bigint;
  positionDeleteFiles: number;
  equalityDeleteFiles: number;
  deletionVectors: number;
}

function totalsOf(partitions: readonly PartitionStatistics[]): Totals {
  const totals: Totals = {
    dataFiles: 0,
    bytes: 0n,
    records: 0n,
    deleteRecords: 0n,
    positionDeleteFiles: 0,
    equalityDeleteFiles: 0,
    deletionVectors: 0,
  };
  for (const partition of partitions) {
    totals.dataFiles += partition.dataFiles;
    totals.bytes += partition.dataBytes;
    totals.records += partition.dataRecords;
    totals.deleteRecords += partition.deleteRecords;
    totals.positionDeleteFiles += partition.positionDeleteFiles;
    totals.equalityDeleteFiles += partition.equalityDeleteFiles;
    totals.deletionVectors += partition.deletionVectors;
  }
  return totals;
}

function deletesLeft(
  files: FileStatistics,
  taken: Totals,
  dataFiles: number,
): FileStatistics {
  const left = {
    positionDeleteFiles: less(
      files.positionDeleteFiles,
      taken.positionDeleteFiles,
    ),
    equalityDeleteFiles: less(
      files.equalityDeleteFiles,
      taken.equalityDeleteFiles,
    ),
    deletionVectors: less(files.deletionVectors, taken.deletionVectors),
  };
  const before = deleteFilesOf(files);
  const remaining = deleteFilesOf(left);
  if (remaining === 0) {
    return withoutDeletes(files);
  }
  const rows =
    files.positionDeleteRecords +
    files.equalityDeleteRecords +
    files.deletionVectorRecords;
  const rowsLeft =
    rows > 0n ? Math.max(0, 1 - Number(taken.deleteRecords) / Number(rows)) : 1;
  return {
    ...files,
    ...left,
    positionDeleteRecords: scale(files.positionDeleteRecords, rowsLeft),
    equalityDeleteRecords: scale(files.equalityDeleteRecords, rowsLeft),
    deletionVectorRecords: scale(files.deletionVectorRecords, rowsLeft),
    deleteFilesPerDataFile:
      dataFiles === 0
        ? 0
        : (files.deleteFilesPerDataFile * files.dataFiles * remaining) /
          before /
          dataFiles,
  };
}

function less(all: number, taken: number): number {
  return Math.max(0, all - taken);
}

/** Files that stay open as many for a filter as before, those of the partitions as many as a compaction leaves. */
function mixed(
  input: HealthInput,
  files: FileStatistics,
  { filesTaken, filesLeft }: { filesTaken: number; filesLeft: number },
): FileStatistics['clustering'] {
  const others = files.dataFiles - filesTaken;
  const rewritten = new Map(
    clusteringAfter(input, files, filesLeft).map(clustering => [
      clustering.fieldId,
      clustering.filesPerPoint,
    ]),
  );
  return files.clustering.map(clustering => {
    const { filesPerPoint, filesWithBounds, fieldId } = clustering;
    const after = rewritten.get(fieldId) ?? filesPerPoint;
    return {
      ...clustering,
      filesPerPoint:
        (filesPerPoint * others + after * filesLeft) /
        Math.max(1, others + filesLeft),
      filesWithBounds: Math.min(
        others + filesLeft,
        Math.round(filesWithBounds * (others / Math.max(1, files.dataFiles))) +
          filesLeft,
      ),
    };
  });
}

function keyOf({ specId, partition }: PartitionStatistics): string {
  return `${specId} ${partition}`;
}
