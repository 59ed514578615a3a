/**
 * A Puffin file with statistics of one snapshot.
 * @see https://iceberg.apache.org/spec/#table-statistics
 * @public
 */
export interface StatisticsFile {
  snapshotId: string;
  statisticsPath: string;
  /** Absent where the metadata does not say it, or not so that it could be. */
  fileSizeBytes?: number;
  fileFooterSizeBytes?: number;
  /** True when the metadata has key material for the file: it is encrypted, and can't be read. */
  isEncrypted?: boolean;
  blobs: Array<{
    type: string;
    fields: number[];
    snapshotId?: string;
    sequenceNumber?: string;
    properties: Record<string, string>;
  }>;
}

/**
 * A file with statistics of each partition for one snapshot.
 * @see https://iceberg.apache.org/spec/#partition-statistics
 * @public
 */
export interface PartitionStatisticsFile {
  snapshotId: string;
  statisticsPath: string;
  /** Absent where the metadata does not say it, or not so that it could be. */
  fileSizeBytes?: number;
}
