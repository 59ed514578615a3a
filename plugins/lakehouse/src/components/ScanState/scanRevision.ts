import type { LakehouseSummary } from '@lakehouse-portal/plugin-lakehouse-common';

/** Changes when a scan has brought something new: lists are then asked for again. */
export function scanRevision(lakehouses: LakehouseSummary[]): string {
  return lakehouses
    .map(({ name, scan, rollUp }) =>
      [
        name,
        scan.lastAttemptAt,
        rollUp.tables,
        rollUp.critical,
        rollUp.unknown,
        rollUp.dataFiles,
      ].join('/'),
    )
    .join(' ');
}
