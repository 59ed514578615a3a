/**
 * A new tag.
 * @public
 */
export interface TagOptions {
  /** The snapshot to name; the current one when left out. */
  snapshotId?: string;
  /** The name itself may expire after this time, in milliseconds. */
  maxRefAgeMs?: number;
}

/**
 * A new branch.
 * @public
 */
export interface BranchOptions extends TagOptions {
  /** At least so many of its snapshots stay. */
  minSnapshotsToKeep?: number;
  /** Its snapshots may expire after this time, in milliseconds. */
  maxSnapshotAgeMs?: number;
}
