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
  /** As whom an engine with users of its own ran it. Absent: the engine knows no users. */
  ranAs?: TableQueryIdentity;
}

/**
 * Whose rights in the engine decided what was shown.
 * @public
 */
export interface TableQueryIdentity {
  /** Name of the engine: `Trino`. */
  engine: string;
  /** The user there. */
  user: string;
  /** Whether that is the person who looks, rather than a user of the connection. */
  isViewer: boolean;
  /** What the engine calls the query: finds it in its history. */
  queryId: string;
}
