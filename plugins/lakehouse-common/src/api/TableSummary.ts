import type { Severity } from '@lakehouse-portal/table-health';
import type { TableRef } from './TableRef';

/**
 * A table as lists show it.
 * @public
 */
export interface TableSummary extends TableRef {
  /** Entity ref of its entity, whether or not the software catalog has it yet. */
  entityRef: string;
  tableUuid?: string;
  owner?: string;
  layer?: string;
  description?: string;
  format: 'iceberg';
  formatVersion?: number;
  severity: Severity;
  score?: number;
  scoreIsUpperBound: boolean;
  /** Predicted factor, 1 or more; absent when unknown. */
  slowdown?: number;
  /** Scores of the last 30 days, oldest first, at most one a day. */
  scoreHistory: Array<{ at: string; score: number }>;
  /** Live data and delete files, bytes; absent when a part could not be read, and without snapshot. */
  sizeBytes?: number;
  dataFiles?: number;
  /** Before deletes. */
  records?: number;
  snapshots?: number;
  /** ISO 8601 of the newest snapshot. */
  lastCommitAt?: string;
  /** Two- or three-word actions that are due: `Compact`, `Fold in deletes`. */
  due: string[];
  /** When this was last read successfully, ISO 8601. */
  scannedAt?: string;
  /** Why the last read failed, if it did. The figures above are then the last good ones. */
  scanError?: string;
}

/**
 * What may be asked of the list of tables. All given filters must hold; several values of one are alternatives.
 * @public
 */
export interface TablesQuery {
  lakehouse?: string;
  schema?: string;
  /** Matches name, schema, column names, owner and description, case-insensitively. */
  search?: string;
  severity?: Severity[];
  /** `none` for tables without a layer, as in `FleetOverview`. */
  layer?: string[];
  /** Entity refs; `none` for tables without an owner. */
  owner?: string[];
  minSizeBytes?: number;
  maxSizeBytes?: number;
  /** Newest commit at least this old, ISO 8601 duration (`P7D`). */
  minAge?: string;
  /** Newest commit at most this old, ISO 8601 duration. */
  maxAge?: string;
  /** Default `health`. Ties are ordered by lakehouse, schema and table. Unknown values come last, except for health: unknown sorts after critical. */
  sort?:
    | 'health'
    | 'name'
    | 'slowdown'
    | 'layer'
    | 'owner'
    | 'size'
    | 'files'
    | 'age';
  /**
   * `asc` starts with the worst health, first name, smallest slowdown, first layer (bronze, silver, gold, others), smallest size, fewest
   * files, youngest commit. Default: `desc` for `slowdown`, `size`, `files` and `age`, otherwise `asc`.
   */
  order?: 'asc' | 'desc';
  /** 0 or more. */
  offset?: number;
  /** 1 to 500; default 50. */
  limit?: number;
}

/** @public */
export interface TablesPage {
  items: TableSummary[];
  /** Of all pages. */
  totalItems: number;
  offset: number;
  limit: number;
}
