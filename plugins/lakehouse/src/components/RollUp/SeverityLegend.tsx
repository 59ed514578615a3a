import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { lakehouseTranslationRef } from '../../translation';
import { SEVERITY_COLORS, SEVERITY_ORDER, SEVERITY_WORDS } from '../shared';
import styles from './RollUp.module.css';

/** What the colours of a bar of health mean, in its order. */
export function SeverityLegend() {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  return (
    <ul className={styles.legend}>
      {SEVERITY_ORDER.map(severity => (
        <li key={severity}>
          <span
            aria-hidden
            className={
              severity === 'unknown'
                ? `${styles.swatch} ${styles.hatch}`
                : styles.swatch
            }
            style={
              severity === 'unknown'
                ? undefined
                : { background: SEVERITY_COLORS[severity] }
            }
          />
          {t(SEVERITY_WORDS[severity])}
        </li>
      ))}
    </ul>
  );
}
