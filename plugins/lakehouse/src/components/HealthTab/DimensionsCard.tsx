import { Fragment } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  HealthDimension,
  TableHealth,
} from '@lakehouse-portal/table-health';
import type { TableHealthReport } from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import { CardFrame, formatFactor, tableStyles, text } from '../shared';
import { CostMark } from './CostMark';
import { DimensionRow } from './DimensionRow';
import styles from './health.module.css';
import { healthPoints } from './healthPoints';
import type { HealthPoints } from './healthPoints';
import { recentDays } from './recentDays';
import { scannedAtMsOf } from './scannedAtMsOf';

/** Every dimension with its cost, value, threshold, where that comes from, and cause. */
export function DimensionsCard(props: { report: TableHealthReport }) {
  const { report } = props;
  const { health } = report;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const days = recentDays(report.history, scannedAtMsOf(report));
  const points = healthPoints(health);
  // On the first day no dimension has a history: a column of nothing says nothing.
  const withHistory = days.length > 1;
  const known = health.dimensions.filter(
    dimension => dimension.state === 'known',
  );
  return (
    <CardFrame
      flush
      title={t('health.dimensions.title')}
      subtitle={t('health.dimensions.subtitle')}
      footer={
        <div className={styles.footer}>
          <span>
            {health.notes.length > 0 && t('health.notes.title')}
            {health.notes.map(note => (
              <Fragment key={note.subject}>
                {' '}
                <b className={text.strong}>{note.subject}</b>: {note.text}
              </Fragment>
            ))}
          </span>
          <span className={text.nowrap}>
            {t('health.dimensions.known', {
              known: String(known.length),
              total: String(health.dimensions.length),
            })}
          </span>
        </div>
      }
    >
      {/* It can scroll sideways, so it must be reachable by keyboard. */}
      <div
        className={tableStyles.scroll}
        tabIndex={0}
        role="region"
        aria-label={t('health.dimensions.caption')}
      >
        <table className={tableStyles.table}>
          <caption className={text.hidden}>
            {t('health.dimensions.caption')}
          </caption>
          <thead>
            <tr>
              <th scope="col">{t('health.dimensions.dimension')}</th>
              <th scope="col">{t('health.dimensions.costs')}</th>
              {withHistory && (
                <th scope="col">{t('health.dimensions.days')}</th>
              )}
              <th scope="col">{t('health.dimensions.value')}</th>
              <th scope="col">{t('health.dimensions.threshold')}</th>
              <th scope="col">{t('health.dimensions.cause')}</th>
            </tr>
          </thead>
          {(['speed', 'promise'] as const).map(group => (
            <tbody key={group}>
              <tr className={styles.groupRow}>
                <th scope="rowgroup" colSpan={withHistory ? 6 : 5}>
                  <GroupLine group={group} health={health} points={points} />
                </th>
              </tr>
              {ordered(health.dimensions, group).map(dimension => (
                <DimensionRow
                  key={dimension.id}
                  dimension={dimension}
                  points={points.of(dimension.id)}
                  days={withHistory ? days : undefined}
                  deletes={report.deletes}
                  judgedAtMs={health.judgedAtMs}
                />
              ))}
            </tbody>
          ))}
        </table>
      </div>
    </CardFrame>
  );
}

function GroupLine(props: {
  group: 'speed' | 'promise';
  health: TableHealth;
  points: HealthPoints;
}) {
  const { health, points } = props;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  if (props.group === 'promise') {
    return (
      <span className={styles.groupLine}>
        <CostMark group="promise" />
        <b className={text.strong}>{t('health.dimensions.promises')}</b>
        <span>
          {health.promiseCost > 0
            ? t('health.dimensions.promisesCost', {
                points: points.group('promise'),
              })
            : t('health.dimensions.promisesNone')}
        </span>
        <span className={text.note}>{t('health.dimensions.promisesNote')}</span>
      </span>
    );
  }
  const costs = ordered(health.dimensions, 'speed').filter(
    dimension => dimension.state === 'known' && dimension.cost > 0,
  );
  const values = {
    points: points.group('speed'),
    factor: formatFactor(health.slowdown),
  };
  const costSentence =
    (health.scoreIsUpperBound && t('health.dimensions.speedAtLeast', values)) ||
    (costs.length > 0
      ? t('health.dimensions.speedCosts', values)
      : t('health.dimensions.speedNone'));
  return (
    <span className={styles.groupLine}>
      <CostMark group="speed" />
      <b className={text.strong}>{t('health.dimensions.speed')}</b>
      <span>{costSentence}</span>
      {costs.length > 1 && (
        <span className={text.note}>
          {t('health.dimensions.speedNote', {
            points: costs.map(dimension => points.of(dimension.id)).join(' + '),
          })}
        </span>
      )}
    </span>
  );
}

/** Most expensive first; what is unknown comes last in its group. */
function ordered(
  dimensions: readonly HealthDimension[],
  group: HealthDimension['group'],
): HealthDimension[] {
  return dimensions
    .filter(dimension => dimension.group === group)
    .sort(
      (a, b) =>
        Number(a.state === 'unknown') - Number(b.state === 'unknown') ||
        b.cost - a.cost,
    );
}
