import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { TableHealth } from '@lakehouse-portal/table-health';
import { RiCheckboxCircleFill } from '@remixicon/react';
import { lakehouseTranslationRef } from '../../translation';
import { CardFrame, EmptyState, tableStyles, text } from '../shared';
import styles from './health.module.css';
import { PlanLink } from './PlanLink';
import { RecommendationRow } from './RecommendationRow';

/** What to do, in this order. Advice: a plan of it is made on the Maintenance tab. */
export function Recommendations(props: {
  health: TableHealth;
  entityRef?: string;
}) {
  const { health, entityRef } = props;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  if (health.recommendations.length === 0) {
    return (
      <CardFrame title={t('health.todo.title')}>
        {health.severity === 'unknown' ? (
          <p className={text.muted}>{t('health.todo.unknown')}</p>
        ) : (
          <EmptyState
            icon={
              <RiCheckboxCircleFill size={20} color="var(--lh-sev-healthy)" />
            }
            title={t('health.todo.nothing')}
            detail={t('health.todo.nothingDetail')}
          />
        )}
      </CardFrame>
    );
  }
  // Advice isn't a step that anybody runs: it comes unnumbered.
  let step = 0;
  return (
    <CardFrame
      flush
      title={t('health.todo.title')}
      subtitle={t('health.todo.note')}
      actions={entityRef && <PlanLink entityRef={entityRef} />}
    >
      <div
        className={tableStyles.scroll}
        tabIndex={0}
        role="region"
        aria-label={t('health.todo.caption')}
      >
        <table className={`${tableStyles.table} ${tableStyles.top}`}>
          <caption className={text.hidden}>{t('health.todo.caption')}</caption>
          <thead>
            <tr>
              <th scope="col" className={styles.step}>
                {t('health.todo.step')}
              </th>
              <th scope="col">{t('health.todo.finding')}</th>
              <th scope="col">{t('health.todo.action')}</th>
              <th scope="col" className={tableStyles.number}>
                {t('health.todo.score')}
              </th>
            </tr>
          </thead>
          <tbody>
            {health.recommendations.map(recommendation => {
              step += recommendation.group === 'advice' ? 0 : 1;
              return (
                <RecommendationRow
                  key={`${recommendation.id}/${recommendation.action}`}
                  step={recommendation.group === 'advice' ? undefined : step}
                  recommendation={recommendation}
                  judgedAtMs={health.judgedAtMs}
                />
              );
            })}
          </tbody>
        </table>
      </div>
    </CardFrame>
  );
}
