import type { Severity } from '../model';

/**
 * Severity of a score: healthy from 80, at risk from 50, critical below; unknown without one.
 *
 * @param score - Whole points, 0 to 100, or `undefined`.
 * @public
 */
export function severityOf(score: number | undefined): Severity {
  if (score === undefined || Number.isNaN(score)) {
    return 'unknown';
  }
  if (score >= 80) {
    return 'healthy';
  }
  return score >= 50 ? 'at-risk' : 'critical';
}
