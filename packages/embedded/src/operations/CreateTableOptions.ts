import type { PartitionBy } from '../partitioning/PartitionBy';
import type { SortBy } from '../partitioning/SortBy';
import type { ColumnSpec } from '../schema/ColumnSpec';

/**
 * What a new table looks like.
 * @public
 */
export interface CreateTableOptions {
  columns: ColumnSpec[];
  partitionBy?: PartitionBy[];
  sortBy?: SortBy[];
  /** 2 when left out. */
  formatVersion?: 1 | 2 | 3;
  /** Names of the columns that identify a row; they must be required primitives. */
  identifierColumns?: string[];
  /** Merged over the recommended defaults; `undefined` as a value leaves a default out. */
  properties?: Record<string, string | undefined>;
  /** Full location; below the warehouse, by namespace and name, when left out. */
  location?: string;
}
