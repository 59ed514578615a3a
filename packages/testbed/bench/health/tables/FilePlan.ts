/** Data files that one or more tables are made of. */
export interface FileSet {
  id: string;
  /** So many files of as many rows each; absent where a partition has one. */
  files?: number;
  /** One file for each partition. */
  partitionBy?: 'month' | 'day';
  /** By key and day, which rise together, or not at all. */
  order: 'sorted' | 'shuffled';
  /** Whether files and manifests have bounds. */
  statistics: boolean;
  /** Share of the rows, 0 to 1, that are there to be deleted. */
  extraShare: number;
}

/** Delete files that take the extra rows of a file set away. */
export interface DeleteSet {
  id: string;
  fileSet: string;
  kind: 'position' | 'equality';
  files: number;
  /** By position: one file for each data file, or each over all of them. */
  spread: 'per-file' | 'over-all';
}

/** A table over files that others may use too. */
export interface TablePlan {
  /** Name of the shape. */
  name: string;
  fileSet: FileSet;
  deleteSet?: DeleteSet;
  deletionVectors: boolean;
  /** Of data files. */
  manifests: number;
  /** Of delete files. */
  deleteManifests: number;
  snapshots: number;
  formatVersion: 2 | 3;
}
