/** Year 1 and year 9999: what ISO 8601 writes with four digits. */
const EARLIEST_MS = Date.parse('0001-01-01T00:00:00.000Z');
const LATEST_MS = Date.parse('9999-12-31T23:59:59.999Z');

/**
 * A time in ISO 8601, UTC. Times of a table are 64-bit numbers that anybody may have written:
 * one that no calendar has becomes the nearest that one has, rather than the end of every list
 * that it is in.
 *
 * @param timestampMs - Milliseconds since the epoch.
 */
export function isoTime(timestampMs: number): string {
  const within = Number.isNaN(timestampMs)
    ? EARLIEST_MS
    : Math.min(Math.max(timestampMs, EARLIEST_MS), LATEST_MS);
  return new Date(within).toISOString();
}
