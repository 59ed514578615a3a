import type { Severity } from '@lakehouse-portal/table-health';
import type { TableRef } from './TableRef';

/**
 * A table as lists show it.
 * @public
 */
export interface TableSummary extends TableRef {
  /**
   * Entity ref of its entity, whether or not the software catalog has it yet. It is made of the names that the table had
   * when it was first seen, and stays over a rename.
   */
  entityRef: string;
  /** Hash of what its entity shows: differs when, and only when, that has changed. See `combineIdentities`. */
  identity: string;
  kind: 'table' | 'view';
  tableUuid?: string;
  owner?: string;
  layer?: string;
  description?: string;
  /** As the catalog says, lower case: `iceberg`, `delta`, `hudi`, … Of a view, that of the view. */
  format: string;
  /**
   * Why nothing but its name is known, for people: it is a view, or of a format that is not read. Not a failure; it has
   * no health, its severity is `unknown`, and it is counted as `others`, not as a table, in sums.
   */
  unreadable?: string;
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
  /** ISO 8601. Since when its catalog does not list it any more; it is removed when it stays away. */
  missingSince?: string;
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
  /**
   * Only these tables of `lakehouse`, at most 100, each as `tableNameParameter` writes it.
   */
  name?: string[];
  /**
   * Where the page begins: `nextCursor` of a page of the same question. Rows that are added or removed meanwhile shift
   * nothing; one whose place changes in between may be seen twice or not at all.
   *
   * A cursor that is none, or of another question, is refused (`InputError`).
   */
  cursor?: string;
  /** Rows to leave out after the cursor, or after the beginning; 0 or more. For jumping; pages one after the other have cursors. */
  offset?: number;
  /** 1 to 500; default 50. */
  limit?: number;
}

/** @public */
export interface TablesPage {
  items: TableSummary[];
  /** Of all pages. */
  totalItems: number;
  /** The next page; absent after the last one. Opaque. */
  nextCursor?: string;
  /** As asked for. */
  offset: number;
  limit: number;
}
