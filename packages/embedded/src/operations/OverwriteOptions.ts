import type { WriteOptions } from './CommitOptions';

/**
 * What an overwrite replaces: the whole table when neither is given.
 * @public
 */
export interface OverwriteOptions extends WriteOptions {
  /** Rows that match this SQL condition (DuckDB's dialect; trusted) are replaced. */
  where?: string;
  /** Partitions that get new rows are replaced, others stay (dynamic partition overwrite). */
  partitions?: 'touched';
}
