import type { TableHealth } from '@lakehouse-portal/table-health';

/**
 * The Health tab.
 * @public
 */
export interface TableHealthReport {
  health: TableHealth;
  /** Oldest first; at most 90 days, one point a day and the newest. */
  history: HealthHistoryPoint[];
  files?: FileSizes;
  partitions?: PartitionFiles;
  /** Absent without deletes, and until a table is read again that was last read before this was counted. */
  deletes?: FileDeletes;
  /** When the table was last read successfully, ISO 8601; absent when it never was. */
  scannedAt?: string;
  /** The last read failed, so that this is the last good answer. */
  scanError?: string;
}

/** @public */
export interface HealthHistoryPoint {
  at: string;
  score?: number;
  slowdown: number;
  /** Cost by dimension id. */
  costs: Record<string, number>;
  snapshotId?: string;
}

/** @public */
export interface FileSizes {
  dataFiles: number;
  dataBytes: number;
  p10Bytes: number;
  p50Bytes: number;
  p90Bytes: number;
  targetBytes: number;
  buckets: Array<{
    minBytes: number;
    maxBytes: number;
    count: number;
    sizeBytes: number;
  }>;
}

/** @public */
export interface PartitionFiles {
  total: number;
  /** There are too many to count one by one: `total` is an estimate, within 2 % or so. Absent: it is exact. */
  totalIsEstimate?: boolean;
  truncated: boolean;
  /** Worst first by excess of files; at most 200. */
  worst: Array<{
    partition: string;
    specId: number;
    /** Start of a partition by time, ISO 8601: for a calendar. */
    start?: string;
    dataFiles: number;
    neededFiles: number;
    sizeBytes: number;
    averageFileBytes: number;
    records: number;
    deleteFiles: number;
  }>;
}

/**
 * What deletes do to the data files of a table.
 * @public
 */
export interface FileDeletes {
  /** Data files that a delete file or deletion vector applies to. */
  dataFiles: number;
  /** Rows that are deleted by position from a file that is named; deletes that name no file come on top. */
  records: number;
  /** The data files that have lost the largest share of their rows so, worst first; at most 20. */
  worst: Array<{
    filePath: string;
    /** As a path would write it; empty for an unpartitioned table. */
    partition: string;
    /** Rows of the file, deleted ones included. */
    records: number;
    /** Of those, deleted. */
    deletedRecords: number;
    /** Delete files and vectors that apply to it. */
    deleteFiles: number;
  }>;
}
