/**
 * What an engine says about a table that it wrote. Rows have the names of Iceberg's metadata tables; values are in
 * their internal form: dates as days, times and timestamps as microseconds since the epoch, decimals unscaled, bytes in hex.
 */
export interface TableReport {
  /** Where the table's current metadata file is. */
  metadataLocation: string;
  /**
   * The table's metadata as the engine understood it, written anew by it as the specification's JSON.
   * Absent for engines that don't show it.
   */
  metadata?: Record<string, unknown>;
  /** Rows of the metadata tables that the engine has, by name. */
  tables: Record<string, Row[]>;
  /** The plan of a scan: which delete files apply to which data file. Absent where an engine doesn't show it. */
  scan?: Array<{ path: string; deletes: string[]; partition?: string }>;
  /** Fields of `lakehouse inspect` that come from elsewhere than the metadata (Trino's `$properties`). */
  shown?: Record<string, unknown>;
  /** Columns, partitioning and order in Trino's own words. */
  described?: DescribedTable;
}

/** What Trino's DESCRIBE and SHOW CREATE TABLE say: `id bigint`, `month(ordered_at)`, `id DESC NULLS FIRST`. */
export interface DescribedTable {
  columns: string[];
  partitioning: string[];
  sortedBy: string[];
}

/** A row of a metadata table. 64-bit integers that a number can't hold are strings. */
export type Row = Record<string, unknown>;

/** What came of the attempt to write a table with a feature. */
export interface WrittenTable {
  table: string;
  /** The engine's refusal. */
  error?: string;
  report?: TableReport;
}
