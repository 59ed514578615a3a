/** Integers of `bigint` columns: SQLite gives numbers, PostgreSQL text. */
export type BigIntColumn = number | string;

/** Booleans: SQLite gives 0 and 1. */
export type BooleanColumn = boolean | number;

/** Row of `lakehouse_created`. */
export interface CreatedRow {
  name: string;
  state: 'creating' | 'ready';
  claim_id: string;
  heartbeat_at: BigIntColumn;
  request: string;
  directory: string;
  created_at: BigIntColumn;
  created_by: string | null;
}

/** Row of `lakehouse_scan_states`. */
export interface ScanStateRow {
  lakehouse: string;
  run_id: string | null;
  started_at: BigIntColumn | null;
  heartbeat_at: BigIntColumn | null;
  activity: string | null;
  last_status: 'ok' | 'partial' | 'failed' | null;
  last_success_at: BigIntColumn | null;
  last_attempt_at: BigIntColumn | null;
  tables_total: number;
  tables_failed: number;
  tables_unchanged: number;
  tables_missing: number;
  error: string | null;
  consecutive_errors: number;
  failing_since: BigIntColumn | null;
  next_attempt_at: BigIntColumn | null;
  refused_listing: string | null;
}

/** Row of `lakehouse_scan_runs`. */
export interface ScanRunRow {
  id: string;
  lakehouse: string;
  started_at: BigIntColumn;
  ended_at: BigIntColumn;
  status: 'ok' | 'partial' | 'failed' | 'cancelled';
  tables_total: number;
  tables_read: number;
  tables_unchanged: number;
  tables_failed: number;
  error: string | null;
}

/** Row of `lakehouse_schemas`. */
export interface SchemaRow {
  lakehouse: string;
  name: string;
  layer: string | null;
  owner: string | null;
  description: string | null;
  properties: string;
}

/** Row of `lakehouse_tables`. */
export interface TableRow {
  id: number;
  lakehouse: string;
  schema_name: string;
  table_name: string;
  table_uuid: string | null;
  read_location: string | null;
  gone_at: BigIntColumn | null;
  gone_accepted: BooleanColumn;
  missed_listings: number;
  entity_name: string | null;
  kind: 'table' | 'view';
  format: string;
  unreadable: string | null;
  owner: string | null;
  layer: string | null;
  description: string | null;
  format_version: number | null;
  severity: 'healthy' | 'at-risk' | 'critical' | 'unknown';
  severity_rank: number;
  score: number | null;
  score_is_upper_bound: BooleanColumn;
  slowdown: number | null;
  size_bytes: BigIntColumn | null;
  data_files: BigIntColumn | null;
  records: BigIntColumn | null;
  reclaimable_bytes: BigIntColumn | null;
  reclaimable_files: BigIntColumn | null;
  snapshots: number | null;
  last_commit_at: BigIntColumn | null;
  due: string;
  search_text: string;
  identity_key: string | null;
  policy_key: string | null;
  scanned_at: BigIntColumn | null;
  judged_at: BigIntColumn | null;
  scan_error: string | null;
  incomplete: BooleanColumn;
  current_snapshot_id: string | null;
  orphans: string | null;
}

/** Row of `lakehouse_table_documents`. */
export interface DocumentRow {
  table_id: number;
  metadata: Buffer;
  statistics: Buffer | null;
  health: string;
}

/** Row of `lakehouse_health_history`. */
export interface HistoryRow {
  table_id: number;
  day: string;
  at: BigIntColumn;
  score: number | null;
  slowdown: number;
  costs: string;
  snapshot_id: string | null;
}

/** Row of `lakehouse_health_regressions`. */
export interface RegressionRow {
  id: number;
  table_id: number;
  at: BigIntColumn;
  score_before: number | null;
  score_after: number | null;
  severity_before: string;
  severity_after: string;
  snapshot_before: string | null;
  snapshot_after: string | null;
  changes: string;
  notified_at: BigIntColumn | null;
}

/** Row of `lakehouse_maintenance_due`. */
export interface DueRow {
  table_id: number;
  gain: number;
  reasons: string;
  operations: string;
  since: BigIntColumn;
  tried_at: BigIntColumn | null;
  tried: string | null;
}

/** Row of `lakehouse_manifest_rollups`. */
export interface RollupRow {
  key: string;
  bytes: Buffer;
  size_bytes: number;
  created_at: BigIntColumn;
  used_at: BigIntColumn;
}
