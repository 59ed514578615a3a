/**
 * Read-only SQL over one table as of a snapshot or ref.
 * @public
 */
export interface TableQueryRequest {
  /** One SELECT over the table; absent: its first rows. */
  sql?: string;
  /** 64-bit id as decimal string. */
  snapshotId?: string;
  /** Branch or tag; not together with `snapshotId`. */
  ref?: string;
  /** 1 to 1,000; default 100. */
  maxRows?: number;
}

/** @public */
export interface TableQueryResult {
  columns: Array<{ name: string; type: string }>;
  /** Cells as JSON: integers beyond 2^53 and decimals as strings, times in ISO 8601. */
  rows: unknown[][];
  /** True when there would have been more rows or bytes. */
  truncated: boolean;
  elapsedMs: number;
  snapshotId: string;
}
