/** Shorter retention is refused by Trino unless the session allows it (`iceberg.*.min-retention`, 7 days by default). */
const SEVEN_DAYS_MS = 7 * 24 * 60 * 60 * 1000;

/** `retention_threshold` in milliseconds, so that what was made before the cutoff is older. */
export function retentionMs(cutoffMs: number, nowMs: number): number {
  return Math.max(0, Math.ceil(nowMs - cutoffMs));
}

/** The session property that a short retention takes; none otherwise, since who may not set it need not. */
export function shortRetention(
  retention: number,
  property: string,
): Record<string, string> {
  return isShort(retention) ? { [property]: '0s' } : {};
}

/** Whether a retention, milliseconds, is one that the session has to allow. */
export function isShort(retention: number): boolean {
  return retention < SEVEN_DAYS_MS;
}
