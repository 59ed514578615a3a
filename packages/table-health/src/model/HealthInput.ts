import type {
  FileStatistics,
  TableMetadata,
} from '@lakehouse-portal/table-metadata';
import type { SpeedCalibration } from '../calibration/SpeedCalibration';

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
  /**
   * Bytes of data and delete files that the current snapshot does not need, but an older one that is kept; absent: not computed.
   * Retention, branches and tags may hold any of them.
   */
  oldSnapshotBytes?: number;
  /** How many files these are; absent: not counted. */
  oldSnapshotFiles?: number;
  /**
   * Bytes that would be freed now if the snapshots expired that are due by the policy: data, delete and metadata files, as a
   * plan counts them. Absent: not known. Where no snapshot is due, the judge knows that it is 0.
   */
  reclaimableBytes?: number;
  /** How many files these are; absent: not known. */
  reclaimableFiles?: number;
  /** How the last runs of maintenance on the table ended, those that were cancelled left out; absent: nobody keeps them. */
  runs?: EndedRun[];
  /** What the lakehouse's own queries say of the curves, see `calibrateSpeed`; absent: the curves hold as they are. */
  calibration?: SpeedCalibration;
  /** How engines call the table; absent: recommendations come without statements. */
  tableName?: TableName;
  /** Milliseconds since the epoch: "now". Handed in, so that the verdict is deterministic. */
  nowMs: number;
}

/**
 * Name of a table as it is written in SQL, unquoted, in parts.
 * @public
 */
export interface TableName {
  /** Name of the catalog in the engine, if there is one to say. */
  catalog?: string;
  /** Parts of the namespace, outermost first. */
  namespace: string[];
  table: string;
}

/**
 * A run of maintenance that has ended.
 * @public
 */
export interface EndedRun {
  state: 'done' | 'failed';
  /** Milliseconds since the epoch. */
  endedAtMs: number;
  /** Of the table before and after, as it was judged; absent where it could not be. */
  scoreBefore?: number;
  scoreAfter?: number;
  /** Factors. */
  slowdownBefore?: number;
  slowdownAfter?: number;
}
