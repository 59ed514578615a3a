import type { HealthRollUp } from '@lakehouse-portal/plugin-lakehouse-common';
import type { Severity } from '@lakehouse-portal/table-health';
import { type BarPart, SEVERITY_COLORS, SEVERITY_ORDER } from '../shared';

const COUNTS = {
  healthy: 'healthy',
  'at-risk': 'atRisk',
  critical: 'critical',
  unknown: 'unknown',
} as const satisfies Record<Severity, keyof HealthRollUp>;

/** Tables of a severity. */
export function countOf(rollUp: HealthRollUp, severity: Severity): number {
  return rollUp[COUNTS[severity]];
}

/** Parts of a bar of health: healthy, at risk, critical, unknown (hatched). */
export function severityParts(rollUp: HealthRollUp): BarPart[] {
  return SEVERITY_ORDER.map(severity => ({
    key: severity,
    value: countOf(rollUp, severity),
    color: severity === 'unknown' ? 'hatch' : SEVERITY_COLORS[severity],
  }));
}
