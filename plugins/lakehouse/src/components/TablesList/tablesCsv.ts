import type { TableSummary } from '@lakehouse-portal/plugin-lakehouse-common';

const COLUMNS = {
  lakehouse: table => table.lakehouse,
  schema: table => table.schema,
  table: table => table.table,
  severity: table => table.severity,
  score: table => table.score,
  score_is_upper_bound: table => table.scoreIsUpperBound,
  reads_take_factor: table => table.slowdown,
  layer: table => table.layer,
  owner: table => table.owner,
  size_bytes: table => table.sizeBytes,
  data_files: table => table.dataFiles,
  records: table => table.records,
  snapshots: table => table.snapshots,
  last_commit_at: table => table.lastCommitAt,
  due: table => table.due.join('; '),
  scanned_at: table => table.scannedAt,
  scan_error: table => table.scanError,
} as const satisfies Record<
  string,
  (table: TableSummary) => string | number | boolean | undefined
>;

function cell(value: string | number | boolean | undefined): string {
  const text = value === undefined ? '' : String(value);
  // A spreadsheet would run what begins like a formula; names come from outside.
  const safe =
    typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Tables as CSV (RFC 4180): one line of names, one per table; what is unknown is empty. */
export function tablesCsv(tables: TableSummary[]): string {
  const lines = tables.map(table =>
    Object.values(COLUMNS)
      .map(read => cell(read(table)))
      .join(','),
  );
  return [Object.keys(COLUMNS).join(','), ...lines, ''].join('\r\n');
}
