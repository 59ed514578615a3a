import type { TableSummary } from '@lakehouse-portal/plugin-lakehouse-common';
import { fromBigInt, fromTimestamp } from './columns';
import type { TableRow } from './rows';
import { entityNameOfRow, identityOfRow } from './tableIdentity';

/** Columns that {@link tableSummaryOfRow} reads; what the search looks in is long, and stays where it is. */
export const TABLE_SUMMARY_COLUMNS = [
  'id',
  'lakehouse',
  'schema_name',
  'table_name',
  'entity_name',
  'kind',
  'table_uuid',
  'owner',
  'layer',
  'description',
  'format',
  'unreadable',
  'format_version',
  'severity',
  'score',
  'score_is_upper_bound',
  'slowdown',
  'size_bytes',
  'data_files',
  'records',
  'snapshots',
  'last_commit_at',
  'due',
  'scanned_at',
  'scan_error',
  'gone_at',
] as const;

/** A row with these columns. */
export type TableSummaryRow = Pick<
  TableRow,
  (typeof TABLE_SUMMARY_COLUMNS)[number]
>;

/** A table as lists show it. */
export function tableSummaryOfRow(
  row: TableSummaryRow,
  scoreHistory: TableSummary['scoreHistory'],
): TableSummary {
  return {
    lakehouse: row.lakehouse,
    schema: row.schema_name,
    table: row.table_name,
    entityRef: `resource:default/${entityNameOfRow(row)}`,
    identity: identityOfRow(row),
    kind: row.kind,
    tableUuid: row.table_uuid ?? undefined,
    owner: row.owner ?? undefined,
    layer: row.layer ?? undefined,
    description: row.description ?? undefined,
    format: row.format,
    unreadable: row.unreadable ?? undefined,
    formatVersion: row.format_version ?? undefined,
    severity: row.severity,
    score: row.score ?? undefined,
    scoreIsUpperBound: Boolean(row.score_is_upper_bound),
    slowdown: row.slowdown ?? undefined,
    scoreHistory,
    sizeBytes: fromBigInt(row.size_bytes),
    dataFiles: fromBigInt(row.data_files),
    records: fromBigInt(row.records),
    snapshots: row.snapshots ?? undefined,
    lastCommitAt: fromTimestamp(row.last_commit_at),
    due: JSON.parse(row.due) as string[],
    scannedAt: fromTimestamp(row.scanned_at),
    scanError: row.scan_error ?? undefined,
    missingSince: fromTimestamp(row.gone_at),
  };
}
