import type { CommitOptions } from '../operations/CommitOptions';

/**
 * How manifests are merged.
 * @public
 */
export interface RewriteManifestsOptions extends CommitOptions {
  /** Size to aim at, in bytes; `commit.manifest.target-size-bytes` (8 MiB) when left out. */
  targetSizeBytes?: number;
  /** Say what would be rewritten, and change nothing. */
  dryRun?: boolean;
}

/**
 * What a rewrite of manifests did, or would do.
 * @public
 */
export interface RewriteManifestsResult {
  rewrittenManifests: number;
  addedManifests: number;
  keptManifests: number;
  snapshotId?: string;
}
