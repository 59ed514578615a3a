/**
 * A value that JSON carries without loss: integers beyond 2^53-1, all decimals and
 * non-finite numbers are strings, dates and times ISO 8601, binary base64, a map a list
 * of `{ key, value }`.
 * @public
 */
export type QueryValue =
  | null
  | boolean
  | number
  | string
  | QueryValue[]
  | { [field: string]: QueryValue };

/**
 * What a query gave.
 * @public
 */
export interface QueryResult {
  /** `type` as DuckDB writes it, for example `DECIMAL(9,2)`. Names may repeat. */
  columns: Array<{ name: string; type: string }>;
  rows: QueryValue[][];
  /** True when there are more rows than were given back. */
  truncated: boolean;
  /** Values that were too long and end in `…` (text, binary) or lack elements (lists). */
  clippedValues: number;
  /** Milliseconds from the request to the result, waiting included. */
  elapsedMs: number;
}
