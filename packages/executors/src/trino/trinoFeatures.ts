/**
 * What of maintenance came to Trino's Iceberg connector with which release. Releases before the first that is supported
 * here, 458, are not told apart.
 */
export interface TrinoFeature {
  /** First release that has it. */
  since: number;
  /** Last release that is known not to have it, where the releases between were not looked at. */
  notUntil?: number;
  /** Where that is said, or how it was found out. */
  source: string;
}

/** First and last release that this list was made for. */
export const TRINO_RELEASES = { first: 458, last: 483 } as const;

/** The capability matrix of Trino's Iceberg connector. */
export const trinoFeatures = {
  optimize: {
    since: 458,
    source:
      'https://trino.io/docs/current/connector/iceberg.html#optimize; run on 476 and 483',
  },
  expireSnapshots: {
    since: 458,
    source:
      'https://trino.io/docs/current/connector/iceberg.html#expire-snapshots; run on 476 and 483',
  },
  removeOrphanFiles: {
    since: 458,
    source:
      'https://trino.io/docs/current/connector/iceberg.html#remove-orphan-files; run on 476 and 483',
  },
  dropExtendedStats: {
    since: 458,
    source:
      'https://trino.io/docs/current/connector/iceberg.html#drop-extended-stats',
  },
  /** As a table procedure; before, `CALL system.rollback_to_snapshot`. */
  rollbackProcedure: {
    since: 469,
    source: 'https://trino.io/docs/current/release/release-469.html',
  },
  optimizeManifests: {
    since: 470,
    source: 'https://trino.io/docs/current/release/release-470.html',
  },
  maxCommitRetry: {
    since: 470,
    source: 'https://trino.io/docs/current/release/release-470.html',
  },
  /** `optimize_manifests` of a partitioned table makes fewer manifests, not one for each partition. */
  manifestsOfPartitioned: {
    since: 483,
    source:
      'Run on both: 476 made 153 of 2, 483 made 3 of 7; which release between them changed it is not known',
  },
  /** Table property `target_max_file_size`, where 476 has a session property of that name. */
  targetSizeOfTable: {
    since: 483,
    source:
      'Found in the connector of 483 and not in that of 476; which release between them changed it is not known',
  },
  /** `remove_orphan_files` looks everywhere below the location, and takes all names together. */
  orphansEverywhere: {
    since: 483,
    notUntil: 476,
    source:
      'Read in the code of both, and run: 476 looks into the folders data and metadata, 483 everywhere; which release between them changed it is not known',
  },
  /** Iceberg 1.11, by which an expiry of a history without side branches alone removes what its snapshots removed. */
  libraryExpiryByHistory: {
    since: 483,
    notUntil: 476,
    source:
      'Read in the library of both (1.9.1 goes by the number of references, 1.11 by the history)',
  },
  /** `optimize`, `expire_snapshots` and `remove_orphan_files` of tables of format version 3. */
  formatVersion3: {
    since: 483,
    source:
      'Read in the code of both: up to version 2 in 476, 3 in 483; which release between them changed it is not known',
  },
  /** `retain_last` and `clean_expired_metadata` of `expire_snapshots`. */
  retainLast: {
    since: 479,
    source: 'https://trino.io/docs/current/release/release-479.html',
  },
  /** Table properties `delete_after_commit_enabled` and `max_previous_versions`. */
  metadataCleanup: {
    since: 480,
    source: 'https://trino.io/docs/current/release/release-480.html',
  },
  /** Deletion vectors: `optimize` of a table with them fails before. */
  deletionVectors: {
    since: 480,
    source: 'https://trino.io/docs/current/release/release-480.html',
  },
} satisfies Record<string, TrinoFeature>;

/** Name of a feature. */
export type TrinoFeatureName = keyof typeof trinoFeatures;

/**
 * The release of a version text, `476`, `483-e.1`; undefined for one that doesn't begin with a number (a build of one's
 * own): it is then taken for the oldest.
 */
export function trinoRelease(version: string): number | undefined {
  const digits = /^\d{2,4}/.exec(version.trim())?.[0];
  return digits === undefined ? undefined : Number(digits);
}

/** Whether a release has a feature. */
export function hasTrinoFeature(
  release: number | undefined,
  feature: TrinoFeatureName,
): boolean {
  return (release ?? TRINO_RELEASES.first) >= trinoFeatures[feature].since;
}
