/**
 * Which snapshots expire. Those that a branch must keep (its newest, and by its retention) and those that a tag names never do.
 * @public
 */
export interface ExpireSnapshotsOptions {
  /** Snapshots older than this may expire, milliseconds since the epoch. `history.expire.max-snapshot-age-ms` (5 days) ago when left out. */
  olderThanMs?: number;
  /** At least so many snapshots of each branch stay. `history.expire.min-snapshots-to-keep` (1) when left out. */
  retainLast?: number;
  /** Expire just these, whatever their age. */
  snapshotIds?: string[];
  /** Say what would go, and change nothing. */
  dryRun?: boolean;
}

/**
 * What went, or would go.
 * @public
 */
export interface ExpireSnapshotsResult {
  expiredSnapshotIds: string[];
  expiredRefs: string[];
  /** Locations of files that no remaining snapshot needs. */
  deletedFiles: {
    data: string[];
    deletes: string[];
    manifests: string[];
    manifestLists: string[];
    statistics: string[];
  };
  /** Files that could not be removed after the commit, with the reason; they are orphans now. */
  failedFiles: Array<{ location: string; reason: string }>;
}
