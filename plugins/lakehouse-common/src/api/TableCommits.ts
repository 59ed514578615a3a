/**
 * What a catalog with commits of its own (Nessie) remembers of a table: asked of the catalog, not of the last scan.
 * @public
 */
export interface TableCommits {
  /** For people: `Nessie`. */
  keptBy: string;
  /** Branch or tag that the portal reads. */
  reference: string;
  /** Branches and tags of the catalog, not of the table. */
  references: CatalogReferenceLine[];
  /** Commits that touched the table, newest first. */
  commits: CommitLine[];
  /** There are older ones than were asked for. */
  hasMore: boolean;
  limit: number;
}

/** @public */
export interface CatalogReferenceLine {
  name: string;
  type: 'branch' | 'tag';
  hash: string;
}

/** @public */
export interface CommitLine {
  hash: string;
  parentHash?: string;
  message: string;
  author?: string;
  /** ISO 8601. */
  committedAt?: string;
  /** What it did to the table. */
  change: 'put' | 'delete';
  metadataLocation?: string;
  /** The snapshot that it left; 64-bit id as decimal string. */
  snapshotId?: string;
}
