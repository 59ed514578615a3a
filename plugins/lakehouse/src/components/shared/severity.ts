import {
  RiAlertFill,
  RiCheckboxCircleFill,
  RiCloseCircleFill,
  RiQuestionLine,
} from '@remixicon/react';
import type { Severity } from '@lakehouse-portal/table-health';

/** In every stack, legend and filter: in this order. */
export const SEVERITY_ORDER: readonly Severity[] = [
  'healthy',
  'at-risk',
  'critical',
  'unknown',
];

/** Shape of each severity; colour never stands alone. */
export const SEVERITY_ICONS = {
  healthy: RiCheckboxCircleFill,
  'at-risk': RiAlertFill,
  critical: RiCloseCircleFill,
  unknown: RiQuestionLine,
} as const satisfies Record<Severity, unknown>;

/** Fill of each severity in charts, as a CSS value. Unknown gets a hatch of it, never a solid fill. */
export const SEVERITY_COLORS = {
  healthy: 'var(--lh-sev-healthy)',
  'at-risk': 'var(--lh-sev-risk)',
  critical: 'var(--lh-sev-critical)',
  unknown: 'var(--lh-sev-unknown)',
} as const satisfies Record<Severity, string>;

/** Key of the severity's word in the translations. */
export const SEVERITY_WORDS = {
  healthy: 'severity.healthy',
  'at-risk': 'severity.atRisk',
  critical: 'severity.critical',
  unknown: 'severity.unknown',
} as const satisfies Record<Severity, string>;
