import type { ReadWarning, Snapshot } from '../model';
import type { SchemaChange } from '../schema';

/**
 * What differs between two snapshots of a table, counted from their manifests.
 * @public
 */
export interface SnapshotComparison {
  from: Snapshot;
  to: Snapshot;
  /** Whether `from` is an ancestor of `to`, as far as the history is kept. */
  isAncestor: boolean;
  dataFiles: FileDifference;
  positionDeletes: FileDifference;
  equalityDeletes: FileDifference;
  deletionVectors: FileDifference;
  /** Partitions with differences, most files first; at most 50. */
  partitions: PartitionDifference[];
  /** Partitions with differences, all of them. */
  partitionCount: number;
  schemaChanges: SchemaChange[];
  /** Numeric totals of both summaries (`total-…`), as their writers state them. */
  totals: Array<{ name: string; from?: bigint; to?: bigint }>;
  /** True when a manifest could not be read, or a schema is missing: differences may be missing, or be shown that are none. */
  incomplete: boolean;
  warnings: ReadWarning[];
}

/**
 * Files that only one of the two snapshots has.
 * @public
 */
export interface FileDifference {
  addedFiles: number;
  removedFiles: number;
  addedBytes: bigint;
  removedBytes: bigint;
  addedRecords: bigint;
  removedRecords: bigint;
}

/**
 * What two snapshots differ in, of one partition.
 * @public
 */
export interface PartitionDifference {
  specId: number;
  /** As a path would write it; empty for an unpartitioned table. */
  partition: string;
  dataFiles: FileDifference;
  /** Delete files of all kinds. */
  deleteFiles: FileDifference;
}
