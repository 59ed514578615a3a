import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { TableHealth } from '@lakehouse-portal/table-health';
import { lakehouseTranslationRef } from '../../translation';
import { CardFrame, formatFactor, SeverityChip, text } from '../shared';
import { CostMark } from './CostMark';
import styles from './health.module.css';
import { healthPoints } from './healthPoints';
import { useLossSentence } from './useLossSentence';
import { Waterfall } from './Waterfall';

/** Below this, nobody would notice the slowness: it isn't spoken of. */
const NOTICEABLE_FACTOR = 1.1;

/** The score, the two kinds of cost it is made of, and the way down from 100. */
export function ScoreCard(props: { health: TableHealth }) {
  const { health } = props;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const loss = useLossSentence(health);
  if (health.score === undefined) {
    return (
      <CardFrame
        title={t('health.score.title')}
        subtitle={t('health.score.notJudged')}
      >
        <div className={styles.scoreLine}>
          <div className={styles.scoreBig}>
            <span className={styles.score} aria-hidden>
              –
            </span>
            <SeverityChip severity="unknown" />
          </div>
        </div>
        <p className={text.muted}>{t('health.score.unknown')}</p>
      </CardFrame>
    );
  }
  const points = healthPoints(health);
  const score = Math.round(health.score);
  const factor = formatFactor(health.slowdown);
  const slow = health.slowdown >= NOTICEABLE_FACTOR;
  const speedDetail =
    (health.scoreIsUpperBound && t('health.score.speedAtLeast', { factor })) ||
    (slow
      ? t('health.score.speedDetail', { factor })
      : t('health.score.speedNone'));
  return (
    <CardFrame title={t('health.score.title')} subtitle={loss}>
      <div className={styles.scoreLine}>
        <div className={styles.scoreBig}>
          <span className={styles.score}>
            {health.scoreIsUpperBound ? `≤ ${score}` : score}
          </span>
          <SeverityChip severity={health.severity} />
        </div>
        <ul className={styles.costs}>
          <li>
            <CostMark group="speed" />
            <span>
              <b className={text.strong}>
                {t('health.score.speed', { points: points.group('speed') })}
              </b>{' '}
              <span className={text.muted}>{speedDetail}</span>
            </span>
          </li>
          <li>
            <CostMark group="promise" />
            <span>
              <b className={text.strong}>
                {t('health.score.promises', {
                  points: points.group('promise'),
                })}
              </b>{' '}
              <span className={text.muted}>
                {health.promiseCost > 0
                  ? t('health.score.promisesDetail')
                  : t('health.score.promisesNone')}
              </span>
            </span>
          </li>
        </ul>
      </div>
      <Waterfall health={health} score={score} />
    </CardFrame>
  );
}
