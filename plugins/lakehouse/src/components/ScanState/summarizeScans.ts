import type { LakehouseSummary } from '@lakehouse-portal/plugin-lakehouse-common';

/** Scans of several lakehouses as one. */
export interface ScanSummary {
  /** ISO 8601: when the lakehouse that was read longest ago was read; absent while one never was. */
  oldestSuccessAt?: string;
  tablesTotal: number;
  /** Tables whose metadata could be read. */
  tablesRead: number;
  /** Whether the last scan of any failed. */
  failed: boolean;
  running: LakehouseSummary[];
}

/** Adds up the scans of lakehouses. */
export function summarizeScans(lakehouses: LakehouseSummary[]): ScanSummary {
  const scans = lakehouses.map(lakehouse => lakehouse.scan);
  const ages = scans.map(scan => scan.lastSuccessAt);
  const known = ages.filter((at): at is string => at !== undefined).sort();
  const tablesTotal = scans.reduce((sum, scan) => sum + scan.tablesTotal, 0);
  return {
    oldestSuccessAt: known.length === ages.length ? known[0] : undefined,
    tablesTotal,
    tablesRead:
      tablesTotal - scans.reduce((sum, scan) => sum + scan.tablesFailed, 0),
    failed: scans.some(scan => scan.status === 'failed'),
    running: lakehouses.filter(
      lakehouse => lakehouse.scan.status === 'running',
    ),
  };
}
