/**
 * Options that every operation which makes a snapshot takes.
 * @public
 */
export interface CommitOptions {
  /** Branch to commit to; `main` when left out. */
  branch?: string;
  /** More entries for the snapshot's summary. Those that the writer sets itself win. */
  summary?: Record<string, string>;
}

/**
 * Options of operations that write data files.
 * @public
 */
export interface WriteOptions extends CommitOptions {
  /** Splits the rows of each partition evenly into so many files (at most one per row). 1 when left out. */
  files?: number;
}
