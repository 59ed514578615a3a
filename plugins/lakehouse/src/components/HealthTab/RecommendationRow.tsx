import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Recommendation } from '@lakehouse-portal/table-health';
import { RiAlertFill, RiLightbulbLine } from '@remixicon/react';
import { lakehouseTranslationRef } from '../../translation';
import { AsOf, formatFactor, tableStyles, text } from '../shared';
import { CostMark } from './CostMark';
import styles from './health.module.css';
import { Statements } from './Statements';

/** A finding, what to do about it, and what that is predicted to gain. */
export function RecommendationRow(props: {
  recommendation: Recommendation;
  step?: number;
  /** Of which time its ages are. */
  judgedAtMs: number;
}) {
  const { recommendation, step, judgedAtMs } = props;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  return (
    <tr>
      <td className={`${styles.step} ${text.strong}`}>
        {step ?? (
          <RiLightbulbLine
            size={16}
            role="img"
            aria-label={t('health.todo.advice')}
          />
        )}
      </td>
      <th scope="row">
        <div className={styles.finding}>
          {recommendation.group !== 'advice' && (
            <CostMark
              group={recommendation.group}
              label={
                recommendation.group === 'speed'
                  ? t('health.todo.speed')
                  : t('health.todo.promise')
              }
            />
          )}
          <div>
            <b className={text.strong}>{recommendation.finding}</b>{' '}
            <AsOf hasAges={recommendation.hasAges} at={judgedAtMs} />
            {recommendation.detail && (
              <div className={text.note}>{recommendation.detail}</div>
            )}
          </div>
        </div>
      </th>
      <td className={styles.action}>
        <b className={text.strong}>{recommendation.action}</b>
        {recommendation.actionDetail && (
          <div className={text.note}>{recommendation.actionDetail}</div>
        )}
        {recommendation.destructive && (
          <div>
            <span className={styles.destructive}>
              <RiAlertFill size={12} aria-hidden />
              {t('health.todo.destructive')}
            </span>
          </div>
        )}
        <Statements recommendation={recommendation} />
      </td>
      <td className={tableStyles.number}>
        <Gain recommendation={recommendation} />
      </td>
    </tr>
  );
}

function Gain(props: { recommendation: Recommendation }) {
  const { scoreBefore, scoreAfter, slowdownBefore, slowdownAfter, group } =
    props.recommendation;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  if (scoreBefore === undefined || scoreAfter === undefined) {
    return <span className={text.muted}>{t('health.todo.unchanged')}</span>;
  }
  const readsBefore =
    slowdownBefore === undefined ? undefined : formatFactor(slowdownBefore);
  const readsAfter =
    slowdownAfter === undefined ? undefined : formatFactor(slowdownAfter);
  const before = String(Math.round(scoreBefore));
  const after = String(Math.round(scoreAfter));
  return (
    <>
      <b className={text.strong}>
        {before === after ? after : t('health.todo.change', { before, after })}
      </b>
      <div className={text.note}>
        {(readsBefore &&
          readsAfter &&
          readsBefore !== readsAfter &&
          t('health.todo.reads', { before: readsBefore, after: readsAfter })) ||
          (group === 'promise' &&
            before !== after &&
            t('health.todo.policyOnly')) ||
          (before === after && t('health.todo.unchanged'))}
      </div>
    </>
  );
}
