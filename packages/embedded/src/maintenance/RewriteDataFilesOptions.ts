import type { CommitOptions } from '../operations/CommitOptions';

/**
 * What a compaction takes up.
 * @public
 */
export interface RewriteDataFilesOptions extends CommitOptions {
  /**
   * Only partitions for which this SQL condition over the partition fields' names (and identity source columns) holds,
   * for example `ts_day = DATE '2026-11-24'`. Trusted. All partitions when left out.
   */
  partitions?: string;
  /** Only this partition: its spec, and the partition as `partitionPath` of table-metadata writes it (`day=2026-11-24`). */
  partition?: { specId: number; path: string };
  /** Size to aim at, in bytes; `write.target-file-size-bytes` (512 MiB) when left out. */
  targetFileSizeBytes?: number;
  /** Files below this are rewritten; 75 % of the target when left out. */
  minFileSizeBytes?: number;
  /** Files above this are rewritten too, into smaller ones; 1.8 times the target when left out, none where it is `Infinity`. */
  maxFileSizeBytes?: number;
  /** A partition with fewer candidates stays as it is, unless deletes or its size make it one; 5 when left out. */
  minInputFiles?: number;
  /** Files with so many delete files are rewritten whatever their size; 1 when left out. */
  deleteFileThreshold?: number;
  /** Rewrite every file, also the well-sized ones (for example to sort them, or for a new partition spec or codec). */
  rewriteAll?: boolean;
  /** Say what would be rewritten, and change nothing. */
  dryRun?: boolean;
}

/**
 * What a compaction did, or would do.
 * @public
 */
export interface RewriteDataFilesResult {
  rewrittenDataFiles: number;
  rewrittenBytes: bigint;
  addedDataFiles: number;
  addedBytes: bigint;
  removedDeleteFiles: number;
  partitions: number;
  snapshotId?: string;
}
