/**
 * The smallest piece of a step: it is done wholly or not at all, and a run can stop or go on between two of them.
 * An executor gets nothing else. JSON as it stands: it is stored in the database; counts and bytes are decimal strings
 * where they may exceed 2^53.
 * @public
 */
export type MaintenanceUnit =
  | SetPropertiesUnit
  | RewriteDataFilesUnit
  | RewriteManifestsUnit
  | DropExtendedStatsUnit
  | ExpireSnapshotsUnit
  | RemoveOrphanFilesUnit;

/** @public */
export interface SetPropertiesUnit {
  operation: 'set-properties';
  /** Value by key; a key with `null` is removed. */
  properties: Record<string, string | null>;
  /** Once it was begun: what the table had by these keys before; `null`: the key was not set. */
  before?: Record<string, string | null>;
}

/**
 * One partition, or a whole unpartitioned table.
 * @public
 */
export interface RewriteDataFilesUnit {
  operation: 'rewrite-data-files';
  /** The partition to rewrite; left out: the whole table. */
  partition?: PartitionSelector;
  /** What the files should measure afterwards, in bytes. */
  targetFileSizeBytes: number;
  /** Files below this size are taken up, in bytes. */
  minFileSizeBytes: number;
  /** Rewrite well-sized files as well: deletes are to be folded in, or a sort order is to take effect. */
  rewriteAll: boolean;
  /** What the plan predicts for this unit. */
  predicted: RewritePrediction;
}

/**
 * A partition, by the field values of one partition spec.
 * @public
 */
export interface PartitionSelector {
  specId: number;
  /** Exactly as `partitionPath` of table-metadata writes it, `day=2026-11-24/country=NO`: with `specId` it names the partition. */
  label: string;
  /**
   * Each field of the spec but those of transform `void`. `value` is what the label says, unescaped: `2026-11-24` of
   * a day, `2026-11` of a month, `2026-11-24-10` of an hour, `7` of a bucket; `null`: the null partition.
   */
  fields: Array<{
    name: string;
    sourceColumn: string;
    transform: string;
    value: string | null;
  }>;
}

/** @public */
export interface RewritePrediction {
  filesBefore: number;
  filesAfter: number;
  /** Bytes to be read and written, a decimal string. */
  rewrittenBytes: string;
  deleteFilesBefore: number;
  deleteFilesAfter: number;
}

/** @public */
export interface RewriteManifestsUnit {
  operation: 'rewrite-manifests';
  targetSizeBytes: number;
  predicted: { manifestsBefore: number; manifestsAfter: number };
}

/** All statistics of the kind that `ANALYZE` makes: the engine drops them together. @public */
export interface DropExtendedStatsUnit {
  operation: 'drop-extended-stats';
  /** The files that are dropped from the metadata: others that came since are dropped too. They become orphans. */
  files: Array<{ snapshotId: string; location: string; sizeBytes: string }>;
}

/** @public */
export interface ExpireSnapshotsUnit {
  operation: 'expire-snapshots';
  /** Snapshots before this instant go, milliseconds since the epoch, except those below. */
  olderThanMs: number;
  /** At least so many of each branch stay. */
  retainLast: number;
  /** The snapshots that go, decimal ids: computed from the metadata, and computed again right before the unit runs. */
  snapshotIds: string[];
}

/** @public */
export interface RemoveOrphanFilesUnit {
  operation: 'remove-orphan-files';
  /** Only files last modified before this instant, milliseconds since the epoch. */
  olderThanMs: number;
  /**
   * The approved list: a file that is not in it stays. An engine that makes its own list (Trino) has to show first that it
   * is this one.
   */
  files: Array<{ location: string; sizeBytes: string }>;
  /** `olderThanMs` is less than seven days before the plan. The back end takes it from administrators only. */
  allowYoung?: boolean;
}
