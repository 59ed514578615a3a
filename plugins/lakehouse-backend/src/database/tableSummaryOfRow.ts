import {
  tableEntityRef,
  type TableSummary,
} from '@lakehouse-portal/plugin-lakehouse-common';
import { fromBigInt, fromTimestamp } from './columns';
import type { TableRow } from './rows';

/** A table as lists show it. */
export function tableSummaryOfRow(
  row: TableRow,
  scoreHistory: TableSummary['scoreHistory'],
): TableSummary {
  const ref = {
    lakehouse: row.lakehouse,
    schema: row.schema_name,
    table: row.table_name,
  };
  return {
    ...ref,
    entityRef: tableEntityRef(ref),
    tableUuid: row.table_uuid ?? undefined,
    owner: row.owner ?? undefined,
    layer: row.layer ?? undefined,
    description: row.description ?? undefined,
    format: 'iceberg',
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
  };
}
