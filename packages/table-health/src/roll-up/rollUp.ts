import type { Severity } from '../model';

/**
 * What a roll-up needs of a table.
 * @public
 */
export interface RollUpItem {
  severity: Severity;
  /** Predicted factor, 1 or more; absent when unknown. */
  slowdown?: number;
  sizeBytes?: number;
  dataFiles?: number;
  reclaimableBytes?: number;
  reclaimableFiles?: number;
}

/**
 * Health of a set of tables: counts by severity, and what could be won.
 * @public
 */
export interface RollUp {
  tables: number;
  healthy: number;
  atRisk: number;
  critical: number;
  unknown: number;
  /** Tables whose reads are predicted to take twice as long as needed, or longer. */
  slow: number;
  sizeBytes: number;
  dataFiles: number;
  /** Bytes that the expiry of what is due would free now, of the tables where that is known; absent: of none. */
  reclaimableBytes?: number;
  /** Files that it would free, of the tables where they were counted; absent: of none. */
  reclaimableFiles?: number;
  /** Tables of which it is not known what could be reclaimed, so that they are in neither sum. Absent: none. */
  reclaimableUnknown?: number;
}

/**
 * Adds up the health of tables, for an owner, a layer or a lakehouse. A table of unknown
 * health counts as unknown alone: never as healthy, never as slow.
 * @public
 */
export function rollUp(items: Iterable<RollUpItem>): RollUp {
  const total: RollUp = {
    tables: 0,
    healthy: 0,
    atRisk: 0,
    critical: 0,
    unknown: 0,
    slow: 0,
    sizeBytes: 0,
    dataFiles: 0,
  };
  for (const item of items) {
    total.tables += 1;
    total[countOf(item.severity)] += 1;
    if (item.severity !== 'unknown' && (item.slowdown ?? 1) >= 2) {
      total.slow += 1;
    }
    total.sizeBytes += item.sizeBytes ?? 0;
    total.dataFiles += item.dataFiles ?? 0;
    if (item.reclaimableBytes !== undefined) {
      total.reclaimableBytes =
        (total.reclaimableBytes ?? 0) + item.reclaimableBytes;
    } else {
      total.reclaimableUnknown = (total.reclaimableUnknown ?? 0) + 1;
    }
    if (item.reclaimableFiles !== undefined) {
      total.reclaimableFiles =
        (total.reclaimableFiles ?? 0) + item.reclaimableFiles;
    }
  }
  return total;
}

function countOf(
  severity: Severity,
): 'healthy' | 'atRisk' | 'critical' | 'unknown' {
  return severity === 'at-risk' ? 'atRisk' : severity;
}
