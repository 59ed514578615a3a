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
  /** What only a statement of the engine's own says (Trino's SHOW CREATE TABLE). */
  shown?: Record<string, unknown>;
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
