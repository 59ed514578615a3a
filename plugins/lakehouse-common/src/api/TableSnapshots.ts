import type { SnapshotRef } from '@lakehouse-portal/table-metadata';
import type { SchemaChangeLine } from './TableDetail';

/**
 * The Snapshots tab. Growth comes from the snapshots' own summaries; a figure that a
 * writer left out is absent, not 0.
 * @public
 */
export interface TableSnapshots {
  lede: { headline: string; detail: string };
  currentSnapshotId?: string;
  /**
   * Name of the catalog that keeps the history of this table in commits of its own (`Nessie`): `GET …/commits` has it,
   * and the snapshots here are only what is left in the metadata. Absent: these are the history.
   */
  historyKeptBy?: string;
  /** Newest first, one page. */
  snapshots: SnapshotLine[];
  totalSnapshots: number;
  offset: number;
  limit: number;
  refs: SnapshotRef[];
  /** For the chart: at most 500 points, oldest first; thinned out evenly beyond that. */
  growth: GrowthPoint[];
  /** Commits by day (UTC) and operation, oldest first; at most 400 days. */
  commitsByDay: Array<{
    day: string;
    append: number;
    overwrite: number;
    delete: number;
    replace: number;
    other: number;
  }>;
}

/** @public */
export interface SnapshotLine {
  /** 64-bit id as decimal string. */
  snapshotId: string;
  parentSnapshotId?: string;
  /** True when the parent is not in the metadata any more. */
  parentExpired: boolean;
  /** ISO 8601. */
  committedAt: string;
  operation?: string;
  schemaId?: number;
  /** True when it is an ancestor of, or is, the current snapshot. */
  onMain: boolean;
  /** Names of the branches and tags that point at it. */
  refs: string[];
  addedRecords?: number;
  deletedRecords?: number;
  addedDataFiles?: number;
  deletedDataFiles?: number;
  addedDeleteFiles?: number;
  removedDeleteFiles?: number;
  addedBytes?: number;
  removedBytes?: number;
  totalRecords?: number;
  totalDataFiles?: number;
  totalDeleteFiles?: number;
  totalBytes?: number;
  /** Engine or application that committed, if the summary says it. */
  writtenBy?: string;
  summary: Record<string, string>;
}

/** @public */
export interface GrowthPoint {
  snapshotId: string;
  at: string;
  operation?: string;
  records?: number;
  dataFiles?: number;
  deleteFiles?: number;
  sizeBytes?: number;
}

/**
 * Two snapshots side by side.
 * @public
 */
export interface SnapshotComparison {
  from: SnapshotLine;
  to: SnapshotLine;
  rows: Array<{
    figure:
      | 'records'
      | 'data-files'
      | 'delete-files'
      | 'size-bytes'
      | 'partitions';
    from?: number;
    to?: number;
    change?: number;
  }>;
  schemaChanges: SchemaChangeLine[];
  /** Fields of the schema that are the same in both. */
  unchangedFields: number;
  files: {
    added: number;
    removed: number;
    addedBytes: number;
    removedBytes: number;
    deleteFilesAdded: number;
    deleteFilesRemoved: number;
    /** The 50 partitions that changed most. */
    partitions: Array<{ partition: string; added: number; removed: number }>;
    partitionsTruncated: boolean;
  };
  /** True when a manifest of either could not be read: the file changes are then a lower bound. */
  incomplete: boolean;
  timeTravelSql: Array<{ engine: string; code: string }>;
}
