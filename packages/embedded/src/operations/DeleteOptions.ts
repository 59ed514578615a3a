import type { CommitOptions } from './CommitOptions';

/**
 * How rows are deleted or updated.
 * @public
 */
export interface DeleteOptions extends CommitOptions {
  /** A SQL condition over the table's columns (DuckDB's dialect). Trusted: never build it from what a person sent. */
  where: string;
  /**
   * `merge-on-read` writes position delete files (format version 2 only), `copy-on-write` rewrites the data files.
   * When left out: the table's `write.delete.mode` (`write.update.mode` for updates), else copy-on-write.
   */
  mode?: 'merge-on-read' | 'copy-on-write';
}

/**
 * An update of rows.
 * @public
 */
export interface UpdateOptions extends DeleteOptions {
  /** SQL expressions over the old row, by name of a top-level column. Trusted like `where`. */
  set: Record<string, string>;
}
