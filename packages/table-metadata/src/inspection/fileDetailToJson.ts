import type { DeletedFromFile, FileStatistics } from '../model';

/**
 * What {@link inspectionToJson} tells of the live files beyond their sums: sizes, skew, ages, order of columns, layout of
 * manifests, and which data files deletes touch. Absent values are `null`.
 */
export function fileDetailToJson(
  files: FileStatistics,
): Record<string, unknown> {
  const { manifestLayout, partitionSkew, partitionSketch } = files;
  return {
    manifestBytes: files.manifests.sizeBytes,
    manifestLayout: {
      liveEntries: manifestLayout.liveEntries ?? null,
      deletedEntries: manifestLayout.deletedEntries ?? null,
      smallestBytes: manifestLayout.smallestBytes ?? null,
      medianBytes: manifestLayout.medianBytes ?? null,
      largestBytes: manifestLayout.largestBytes ?? null,
      overlap: manifestLayout.overlap ?? null,
    },
    manifestCodecs: files.manifestCodecs ?? null,
    fileSizeQuantiles: files.fileSizeQuantiles ?? null,
    filesBySpec: files.filesBySpec,
    filesBySortOrder: files.filesBySortOrder,
    partitionSkew: partitionSkew ?? null,
    partitionSketch: partitionSketch ?? null,
    partitions: files.partitionStatistics.map(({ startMs, ...partition }) => ({
      ...partition,
      startMs: startMs ?? null,
    })),
    partitionsTruncated: files.partitionsTruncated,
    positionDeleteBytes: files.positionDeleteBytes,
    equalityDeleteBytes: files.equalityDeleteBytes,
    deletionVectorBytes: files.deletionVectorBytes,
    deleteFilesPerDataFile: files.deleteFilesPerDataFile,
    deleteFilesInWorstQuarter: files.deleteFilesInWorstQuarter ?? null,
    maxDeleteFilesPerDataFile: files.maxDeleteFilesPerDataFile,
    dataFilesWithDeletes: files.dataFilesWithDeletes ?? null,
    recordsDeletedByPosition: files.recordsDeletedByPosition ?? null,
    mostDeletedFiles: files.mostDeletedFiles?.map(deletedToJson) ?? null,
    columnStatistics: files.columnStatistics,
    clustering: files.clustering,
    oldestFileMs: files.oldestFileMs ?? null,
    newestFileMs: files.newestFileMs ?? null,
    fileAges: {
      filesOfExpiredSnapshots: files.fileAges.filesOfExpiredSnapshots ?? null,
      quantilesMs: files.fileAges.quantilesMs ?? null,
    },
  };
}

function deletedToJson(file: DeletedFromFile): Record<string, unknown> {
  return {
    filePath: file.filePath,
    partition: file.partition,
    recordCount: file.recordCount,
    deletedRecords: file.deletedRecords,
    deletedShare:
      file.recordCount === 0n
        ? 0
        : Number(file.deletedRecords) / Number(file.recordCount),
    deleteFiles: file.deleteFiles,
  };
}
