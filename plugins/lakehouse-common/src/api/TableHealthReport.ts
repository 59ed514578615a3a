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
  /** ISO 8601. */
  scannedAt: string;
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
