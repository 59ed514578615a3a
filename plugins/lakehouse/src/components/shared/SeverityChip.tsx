import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Severity } from '@lakehouse-portal/table-health';
import { lakehouseTranslationRef } from '../../translation';
import { SEVERITY_ICONS, SEVERITY_WORDS } from './severity';
import styles from './SeverityChip.module.css';

const CHIP = {
  healthy: styles.healthy,
  'at-risk': styles.atRisk,
  critical: styles.critical,
  unknown: styles.unknown,
};
const ICON = {
  healthy: styles.iconHealthy,
  'at-risk': styles.iconAtRisk,
  critical: styles.iconCritical,
  unknown: styles.iconUnknown,
};

/** Severity as shape, word and colour, with the score where there is one. */
export function SeverityChip(props: {
  severity: Severity;
  score?: number;
  /** A speed dimension is unknown: the score can only be lower. */
  scoreIsUpperBound?: boolean;
}) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const Icon = SEVERITY_ICONS[props.severity];
  return (
    <span className={`${styles.chip} ${CHIP[props.severity]}`}>
      <Icon aria-hidden />
      {props.score !== undefined && (
        <span className={styles.score}>
          {props.scoreIsUpperBound
            ? `≤ ${Math.round(props.score)}`
            : Math.round(props.score)}
        </span>
      )}
      {t(SEVERITY_WORDS[props.severity])}
    </span>
  );
}

/** The shape alone, named for screen readers; for lines whose text says what is the matter. */
export function SeverityIcon(props: {
  severity: Severity;
  size?: number;
  label?: string;
}) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const Icon = SEVERITY_ICONS[props.severity];
  return (
    <Icon
      role="img"
      aria-label={props.label ?? t(SEVERITY_WORDS[props.severity])}
      className={ICON[props.severity]}
      size={props.size ?? 16}
      style={{ flex: 'none' }}
    />
  );
}
