import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { HealthRollUp } from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import {
  formatCount,
  SEVERITY_ORDER,
  SEVERITY_WORDS,
  SeverityIcon,
  text,
} from '../shared';
import styles from './RollUp.module.css';
import { countOf } from './severityParts';

/** How many tables have which severity: shape, number, and the word on hover and for screen readers. */
export function SeverityCounts(props: { rollUp: HealthRollUp }) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  return (
    <ul className={styles.counts}>
      {SEVERITY_ORDER.map(severity => {
        const count = countOf(props.rollUp, severity);
        return (
          <li
            key={severity}
            title={t(SEVERITY_WORDS[severity])}
            className={count === 0 ? styles.zero : undefined}
          >
            <span aria-hidden className={styles.icon}>
              <SeverityIcon severity={severity} />
            </span>
            <b className={text.number}>{formatCount(count)}</b>
            <span className={text.hidden}>{t(SEVERITY_WORDS[severity])}</span>
          </li>
        );
      })}
    </ul>
  );
}
