/** Shorter retention is refused by Trino unless the session allows it (`iceberg.*.min-retention`, 7 days by default). */
const SEVEN_DAYS_S = 7 * 24 * 60 * 60;

/**
 * `retention_threshold` in whole seconds, so that nothing younger than the cutoff goes: rounded up, and a second more for
 * the way to the server.
 */
export function retentionSeconds(cutoffMs: number, nowMs: number): number {
  return Math.max(0, Math.ceil((nowMs - cutoffMs) / 1000)) + 1;
}

/** The session property that a short retention takes; none otherwise, since who may not set it need not. */
export function shortRetention(
  seconds: number,
  property: string,
): Record<string, string> {
  return seconds < SEVEN_DAYS_S ? { [property]: '0s' } : {};
}
