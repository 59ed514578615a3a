import type { ReadWarning } from './ReadWarning';

/**
 * What the live files of one snapshot add up to. Live: status existing or added.
 * Everything is counted from the manifests, not from the snapshot's summary.
 *
 * Sums of bytes and records are `bigint`: a hostile or huge table may go beyond 2^53.
 * @public
 */
export interface FileStatistics {
  /** 64-bit id as decimal string. */
  snapshotId: string;
  manifests: {
    data: number;
    deletes: number;
    /** Bytes of all manifests as the manifest list states them. */
    sizeBytes: bigint;
  };
  /** What the manifest list says of the manifests. */
  manifestLayout: ManifestLayout;
  /**
   * Manifests that were read, by the codec that they are compressed with, as Avro names it: `{ deflate: 12 }`. (Of data
   * files, table metadata does not say the codec.) Absent where a source does not tell it.
   */
  manifestCodecs?: Record<string, number>;
  /** Live data files. */
  dataFiles: number;
  dataBytes: bigint;
  /** Records in live data files, before deletes. */
  dataRecords: bigint;
  minFileBytes?: bigint;
  maxFileBytes?: bigint;
  /** Exact quantiles of the size of data files, in bytes, by nearest rank. */
  fileSizeQuantiles?: FileSizeQuantiles;
  /** Data files by format, `{ parquet: 12 }`. */
  fileFormats: Record<string, number>;
  /** Data files by size, each bucket twice as wide as the one before; no empty leading or trailing buckets. */
  histogram: SizeBucket[];
  /** Distinct partitions with at least one live data file; an estimate when there is a `partitionSketch`. */
  partitions: number;
  /** The largest partitions by excess of files; at most `maxPartitions` of the reader's options. */
  partitionStatistics: PartitionStatistics[];
  /** True when `partitionStatistics` leaves some out. */
  partitionsTruncated: boolean;
  /** Only when there are more partitions than are tracked one by one. */
  partitionSketch?: PartitionSketch;
  /** How unevenly the bytes lie in the partitions; absent without data files, and when not all partitions are tracked. */
  partitionSkew?: PartitionSkew;
  positionDeleteFiles: number;
  positionDeleteBytes: bigint;
  positionDeleteRecords: bigint;
  equalityDeleteFiles: number;
  equalityDeleteBytes: bigint;
  equalityDeleteRecords: bigint;
  deletionVectors: number;
  deletionVectorBytes: bigint;
  deletionVectorRecords: bigint;
  /** Live data files of each partition spec id. */
  filesBySpec: Record<string, number>;
  /** Live data files of each sort order id; `none` where the file names none. */
  filesBySortOrder: Record<string, number>;
  /** Delete files that apply to a data file, on average: what a reader opens besides (spec: scan planning). */
  deleteFilesPerDataFile: number;
  /**
   * The same over the quarter of the records whose data files have most, each file weighed by its records: no number of
   * small files without deletes makes it less. Absent without delete files, and where a source does not tell it.
   */
  deleteFilesInWorstQuarter?: number;
  /** Largest number of delete files that apply to one data file. */
  maxDeleteFilesPerDataFile: number;
  /** Live data files that at least one delete file applies to; absent where a source does not tell it. */
  dataFilesWithDeletes?: number;
  /**
   * Records that deletion vectors, and position deletes of one named data file, remove. Deletes that may apply to any
   * file of a partition are not in it: which rows they remove, the metadata does not say. Absent where a source does not
   * tell which files are named.
   */
  recordsDeletedByPosition?: bigint;
  /**
   * The data files with the largest share of such records, largest first; at most 20. Absent where a source does not tell
   * it.
   */
  mostDeletedFiles?: DeletedFromFile[];
  columnStatistics: ColumnStatisticsCoverage;
  /** How well bounds would let a reader skip files, for each column with bounds that is sorted or partitioned by, or the first long/timestamp/date columns. */
  clustering: ColumnClustering[];
  /** Oldest and newest data files by the snapshot that added them, milliseconds since the epoch; absent when that snapshot expired. */
  oldestFileMs?: number;
  newestFileMs?: number;
  /** When data files were added. */
  fileAges: FileAges;
  /** True when a manifest or the manifest list could not be read: the counts are then a lower bound. */
  incomplete: boolean;
  warnings: ReadWarning[];
}

/**
 * Data files with `minBytes <= size < maxBytes`.
 * @public
 */
export interface SizeBucket {
  minBytes: bigint;
  maxBytes: bigint;
  count: number;
  /** Bytes of all files in this bucket. */
  sizeBytes: bigint;
}

/**
 * The files of one partition.
 * @public
 */
export interface PartitionStatistics {
  specId: number;
  /** As a path would write it: `day=2026-11-24/region=eu`; empty for an unpartitioned table. */
  partition: string;
  /** For a partition by time alone (year, month, day, hour, or identity of a date): its start, milliseconds since the epoch. */
  startMs?: number;
  dataFiles: number;
  dataBytes: bigint;
  dataRecords: bigint;
  positionDeleteFiles: number;
  equalityDeleteFiles: number;
  deletionVectors: number;
  /** Rows that position deletes, vectors and equality deletes claim to remove: an upper bound. */
  deleteRecords: bigint;
}

/**
 * How many live data files carry bounds.
 * @public
 */
export interface ColumnStatisticsCoverage {
  /** Live data files without any column bounds. */
  filesWithoutBounds: number;
  /** Top-level columns that have bounds in at least one live data file. */
  columnsWithBounds: number;
  /** Top-level columns of the current schema whose type can have bounds. */
  columns: number;
}

/**
 * How much of the table a narrow filter on one column must open, judged by the files' bounds.
 * @public
 */
export interface ColumnClustering {
  fieldId: number;
  /** Full name, `a.b` for nested ones. */
  column: string;
  /** Share of files, 0 to 1, whose bounds include a point, averaged over the column's range. 1: every file must be opened. */
  filesPerPoint: number;
  /** Files that had bounds for this column. */
  filesWithBounds: number;
}

/**
 * Exact quantiles in bytes, by nearest rank: the smallest size that at least this share of the files does not exceed.
 * Of sizes beyond 2^53, which no real file has, rounded to the precision of a double, within the smallest and largest.
 * @public
 */
export interface FileSizeQuantiles {
  p1: bigint;
  p10: bigint;
  p25: bigint;
  p50: bigint;
  p75: bigint;
  p90: bigint;
  p99: bigint;
}

/**
 * What is known about partitions when there are too many to be tracked one by one.
 * @public
 */
export interface PartitionSketch {
  /** Partitions that are still tracked: those with most files to spare. */
  tracked: number;
  /** Standard error of the number of partitions, as a share. */
  relativeError: number;
  /** A tracked partition may have so many more files than counted, of the time before it was tracked. */
  maxForgottenFiles: number;
}

/**
 * How unevenly the bytes of live data files lie in the partitions.
 * @public
 */
export interface PartitionSkew {
  /** Share of all bytes in the largest partition, 0 to 1. */
  largestShare: number;
  largestBytes: bigint;
  medianBytes: bigint;
  /** Gini coefficient of bytes over partitions: 0 all alike, near 1 all in one. */
  gini: number;
}

/**
 * A data file from which rows are deleted by position.
 * @public
 */
export interface DeletedFromFile {
  filePath: string;
  specId: number;
  /** As a path would write it. */
  partition: string;
  /** Records of the file, deleted ones included. */
  recordCount: bigint;
  /** Of those, deleted by position deletes and deletion vectors that name the file: at most `recordCount`. */
  deletedRecords: bigint;
  /** All delete files that apply to it. */
  deleteFiles: number;
}

/**
 * Ages of live data files, by the snapshot that added them.
 * @public
 */
export interface FileAges {
  /**
   * Files whose snapshot has expired: when they were added, nobody knows any more. Absent where a source does not tell which
   * snapshot added a file.
   */
  filesOfExpiredSnapshots?: number;
  /** Of the other files, when they were added, milliseconds since the epoch. */
  quantilesMs?: { p10: number; p50: number; p90: number };
}

/**
 * How a snapshot's files are spread over its manifests, as its manifest list states it.
 * @public
 */
export interface ManifestLayout {
  /** Entries of live files, and of deleted ones, in all manifests; absent where the list gives no counts. */
  liveEntries?: number;
  deletedEntries?: number;
  /** Sizes of manifests in bytes; absent for manifests that a snapshot of version 1 lists itself. */
  smallestBytes?: bigint;
  medianBytes?: bigint;
  largestBytes?: bigint;
  /** Absent for an unpartitioned table, and where manifests have no partition bounds. */
  overlap?: ManifestOverlap;
}

/**
 * How many manifests of data files a query of one partition must open.
 * @public
 */
export interface ManifestOverlap {
  /** Name of the partition field that was looked at: the first of the default spec whose values have an order. */
  partitionField: string;
  /** Data manifests of the default spec that have bounds of this field. */
  manifestsWithBounds: number;
  /** Of those, so many cover a value on average. 1: no overlap at all. */
  manifestsPerPoint: number;
}
