import type { SourceScanConfig } from '../config';

/** The schedule does not come to the millisecond: a scan that is due a little later is due. */
const SLACK = 0.05;
/** Doublings that are counted: beyond, every wait is the longest. */
const MAX_DOUBLINGS = 40;

/**
 * When the schedule may scan a source again, in milliseconds since the epoch; undefined: whenever it looks.
 *
 * @param scan - `failuresBefore`: failed scans just before this one
 */
export function nextAttempt(
  config: Pick<SourceScanConfig, 'everyMs' | 'retryFirstMs' | 'retryLongestMs'>,
  scan: {
    failed: boolean;
    failuresBefore: number;
    startedAt: number;
    endedAt: number;
  },
): number | undefined {
  if (scan.failed) {
    const doublings = Math.min(scan.failuresBefore, MAX_DOUBLINGS);
    const wait = Math.min(
      config.retryLongestMs,
      config.retryFirstMs * 2 ** doublings,
    );
    return Math.round(scan.endedAt + wait);
  }
  return config.everyMs > 0
    ? Math.round(scan.startedAt + config.everyMs * (1 - SLACK))
    : undefined;
}
