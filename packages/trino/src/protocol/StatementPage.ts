import type { JsonValue } from '@lakehouse-portal/table-metadata';
import type { TrinoFailure } from '../errors';
import type { TrinoColumn } from '../values';

/** How far a query is. */
export interface TrinoProgress {
  queryId: string;
  /** `QUEUED`, `PLANNING`, `RUNNING`, `FINISHED` … */
  state: string;
  /** 0 to 100, where Trino gives one. */
  percentage?: number;
  totalSplits: number;
  completedSplits: number;
  elapsedMs: number;
  queuedMs: number;
  processedRows: number;
  processedBytes: number;
}

/** One answer of the statement protocol, checked. Rows are not decoded yet. */
export interface StatementPage {
  queryId: string;
  nextUri?: string;
  columns?: TrinoColumn[];
  rows: JsonValue[][];
  failure?: TrinoFailure;
  progress: TrinoProgress;
  warnings: string[];
  updateType?: string;
  updateCount?: bigint;
}
