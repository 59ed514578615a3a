/**
 * Which files count as orphans.
 * @public
 */
export interface RemoveOrphanFilesOptions {
  /**
   * Files modified before this, milliseconds since the epoch; 3 days ago when left out.
   * Younger than one day is refused, because a running writer's files are not referenced yet, unless `allowYoung` is set.
   */
  olderThanMs?: number;
  allowYoung?: boolean;
  /** Remove none but these, locations as an earlier dry run gave them. All that are orphans when left out. */
  locations?: string[];
  /** Say what would be removed, and change nothing. */
  dryRun?: boolean;
}

/**
 * What was removed, or would be.
 * @public
 */
export interface RemoveOrphanFilesResult {
  orphans: Array<{ location: string; sizeBytes: number; modifiedMs: number }>;
  /** Bytes of the files that were (or would be) removed. */
  sizeBytes: number;
  scannedFiles: number;
  /** Files that could not be removed, with the reason. */
  failedFiles: Array<{ location: string; reason: string }>;
}
