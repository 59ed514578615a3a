import type { TrinoColumn, TrinoValue } from '../values';

/** Some rows of a result, in its order. */
export interface TrinoPage {
  queryId: string;
  columns: TrinoColumn[];
  rows: TrinoValue[][];
}

/** All rows of a query. */
export interface TrinoResult extends TrinoPage {
  /** Warnings of Trino, for people: at most 100, each cut at 1,000 characters. */
  warnings: string[];
  /** `INSERT`, `CREATE TABLE` … for statements that change something. */
  updateType?: string;
  /** Rows that the statement changed. */
  updateCount?: bigint;
  elapsedMs: number;
}

/** As far as the limits allow. */
export interface TrinoPreview extends TrinoResult {
  /** Which limit there were more rows beyond. The query was cancelled then. */
  truncated?: 'rows' | 'bytes';
}
