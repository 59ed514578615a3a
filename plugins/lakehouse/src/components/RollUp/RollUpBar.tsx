import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { HealthRollUp } from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import { Bar, formatCount, text } from '../shared';
import styles from './RollUp.module.css';
import { severityParts } from './severityParts';
import { useRollUpSentence } from './useRollUpSentence';

/**
 * Tables by health as a bar with its number before and its trouble behind it. Its length
 * is the number of tables against `max`, so that bars below each other compare.
 */
export function RollUpBar(props: {
  subject: string;
  rollUp: HealthRollUp;
  max: number;
}) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const sentence = useRollUpSentence();
  const { rollUp, max } = props;
  // What is left of the width is for the number of critical ones.
  const share = Math.min(1, rollUp.tables / Math.max(1, max));
  return (
    <span className={styles.rollUp}>
      <span className={`${styles.number} ${text.number}`}>
        {formatCount(rollUp.tables)}
      </span>
      <span className={styles.track}>
        <span
          className={styles.fill}
          style={{ width: `calc((100% - 76px) * ${share.toFixed(4)})` }}
        >
          <Bar
            parts={severityParts(rollUp)}
            sentence={sentence(props.subject, rollUp)}
          />
        </span>
        {rollUp.critical > 0 && (
          <b className={styles.critical}>
            {t('fleet.matrix.critical', {
              count: rollUp.critical,
              formattedCount: formatCount(rollUp.critical),
            })}
          </b>
        )}
      </span>
    </span>
  );
}
