import { formatDate } from './formatDate';
import { formatShortDuration } from './formatDuration';

const relativeUpToMs = 30 * 24 * 3_600_000;

/**
 * How long ago something was: `38 s ago`, `12 min ago`, `9 d ago`; beyond 30 days the date.
 * What lies ahead (clocks differ) is `just now`.
 *
 * @param timestampMs - Milliseconds since the epoch.
 * @param nowMs - Milliseconds since the epoch.
 * @public
 */
export function formatAge(timestampMs: number, nowMs: number): string {
  const ageMs = nowMs - timestampMs;
  if (Number.isNaN(ageMs)) {
    return 'unknown';
  }
  if (ageMs < 1000) {
    return 'just now';
  }
  return ageMs > relativeUpToMs
    ? formatDate(timestampMs, nowMs)
    : `${formatShortDuration(ageMs)} ago`;
}
