/**
 * A named reference to a snapshot, with its retention.
 * @see https://iceberg.apache.org/spec/#snapshot-references
 * @public
 */
export interface SnapshotRef {
  name: string;
  type: 'branch' | 'tag';
  /** 64-bit id as decimal string. */
  snapshotId: string;
  /** Branches: at least this many ancestors are kept. */
  minSnapshotsToKeep?: number;
  /** Branches: snapshots older than this may expire, in milliseconds. */
  maxSnapshotAgeMs?: number;
  /** The reference itself may expire after this time, in milliseconds. */
  maxRefAgeMs?: number;
}
