import type { FileStatistics, TableMetadata } from '@lakehouse-portal/table-metadata';

/**
 * What the judge looks at.
 * @public
 */
export interface HealthInput {
  metadata: TableMetadata;
  /** Absent when the table has no current snapshot, or its manifests were not read. */
  files?: FileStatistics;
  /** Files in the table's folder that no metadata refers to; absent: never listed. */
  orphans?: { count: number; sizeBytes: number; listedAtMs: number };
  /** Bytes of data and delete files that only old snapshots refer to; absent: not computed. */
  reclaimableBytes?: number;
  /** Milliseconds since the epoch: "now". Handed in, so that the verdict is deterministic. */
  nowMs: number;
}
