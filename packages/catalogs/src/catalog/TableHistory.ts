/** What a catalog with commits (Nessie) remembers of a table. */
export interface TableHistory {
  /** Reference that the connection reads. */
  reference: string;
  references: CatalogReference[];
  /** Commits that touched the table, newest first. */
  commits: CatalogCommit[];
  /** True when there are older ones that were not asked for. */
  hasMore: boolean;
}

/** A branch or tag of the catalog (not of the table). */
export interface CatalogReference {
  name: string;
  type: 'branch' | 'tag';
  hash: string;
}

/** A commit of the catalog. */
export interface CatalogCommit {
  hash: string;
  parentHash?: string;
  message: string;
  author?: string;
  /** Milliseconds since 1970, UTC. */
  committedAtMs?: number;
  /** What the commit did to the table. */
  change: 'put' | 'delete';
  metadataLocation?: string;
  /** Decimal string: may be above 2^53. */
  snapshotId?: string;
}
