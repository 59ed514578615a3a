import type { TableHealthReport } from '@lakehouse-portal/plugin-lakehouse-common';

/** As of when the report is: its last good reading, or, where there was none, when it was asked for. */
export function scannedAtMsOf(report: TableHealthReport): number {
  return report.scannedAt === undefined
    ? report.health.judgedAtMs
    : Date.parse(report.scannedAt);
}
