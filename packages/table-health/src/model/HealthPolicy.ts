import type { ThresholdSource } from './HealthDimension';

/**
 * What a table promises: thresholds of the promise dimensions and parameters of the
 * speed ones. Each value remembers where it comes from.
 * @public
 */
export interface HealthPolicy {
  layer?: 'bronze' | 'silver' | 'gold' | string;
  /** A file that size needs no compaction, in bytes. Default: table property, else 128 MB. */
  targetFileSizeBytes: PolicyValue<number>;
  /** Snapshots older than this are due to expire, in milliseconds; `foreverMs`: never. */
  maxSnapshotAgeMs: PolicyValue<number>;
  /** At least this many snapshots are kept whatever their age. */
  minSnapshotsToKeep: PolicyValue<number>;
  /** The newest change may be this old, in milliseconds; `undefined`: no promise. */
  maxStalenessMs: PolicyValue<number | undefined>;
  /** Maintenance is expected at least this often, in milliseconds; `undefined`: not expected. */
  maintenanceIntervalMs: PolicyValue<number | undefined>;
  /** Share of all bytes of the table that may serve only old snapshots, 0 to 1. */
  maxReclaimableShare: PolicyValue<number>;
  /** Table properties that were meant as policy, but could not be read; the value below them holds. */
  problems?: PolicyProblem[];
}

/**
 * A table property that speaks of policy and makes no sense.
 * @public
 */
export interface PolicyProblem {
  /** The table property, for example `lakehouse.max-staleness`. */
  key: string;
  /** What is wrong, and what would be right. */
  message: string;
}

/** @public */
export interface PolicyValue<T> {
  value: T;
  source: ThresholdSource;
}

/**
 * Overrides of a policy as people write them, for a lakehouse, layer, pattern or table.
 * Durations are ISO 8601 (`P7D`, `PT15M`).
 * @public
 */
export interface HealthPolicyOverrides {
  targetFileSizeBytes?: number;
  /** A duration, or `forever`: none is ever due. */
  maxSnapshotAge?: string;
  minSnapshotsToKeep?: number;
  /** A duration, or `none`: no promise. */
  maxStaleness?: string;
  /** A duration, or `none`: not expected. */
  maintenanceInterval?: string;
  maxReclaimableShare?: number;
}
