import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { FileDeletes } from '@lakehouse-portal/plugin-lakehouse-common';
import type { HealthDimension } from '@lakehouse-portal/table-health';
import { RiQuestionLine } from '@remixicon/react';
import { lakehouseTranslationRef } from '../../translation';
import { CostSparkline } from '../charts';
import { AsOf, formatFactor, tableStyles, text } from '../shared';
import { DeletedFiles } from './DeletedFiles';
import { DIMENSION_TITLES } from './dimensionTitles';
import { formatPoints } from './formatPoints';
import styles from './health.module.css';
import { PartitionsBehind } from './PartitionsBehind';
import type { ScoredDay } from './recentDays';

/** One dimension: its cost, how that went, what was found, against what, and why. */
export function DimensionRow(props: {
  dimension: HealthDimension;
  /** Its cost as the page writes it. */
  points: string;
  /** Absent where there is no history to show. */
  days?: readonly ScoredDay[];
  deletes?: FileDeletes;
  /** Of which time its ages are. */
  judgedAtMs: number;
}) {
  const { dimension, points, days, deletes, judgedAtMs } = props;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const unknown = dimension.state === 'unknown';
  const { thresholdSource } = dimension;
  const reference =
    thresholdSource.reference &&
    t('health.dimensions.reference', { reference: thresholdSource.reference });
  return (
    <tr>
      <th
        scope="row"
        className={`${styles.dimension} ${
          unknown ? styles.unknownDimension : ''
        }`}
      >
        {unknown && (
          <RiQuestionLine
            className={styles.unknownIcon}
            role="img"
            aria-label={t('health.dimensions.unknown')}
          />
        )}
        <b className={text.strong}>{t(DIMENSION_TITLES[dimension.id])}</b>
      </th>
      <td>
        <Cost dimension={dimension} points={points} />
      </td>
      {days && (
        <td>
          <CostHistory dimension={dimension} days={days} />
        </td>
      )}
      <td className={styles.value}>
        {dimension.value}
        {dimension.valueDetail && (
          <div className={text.note}>{dimension.valueDetail}</div>
        )}
        {dimension.hasAges && (
          <div>
            <AsOf hasAges at={judgedAtMs} />
          </div>
        )}
      </td>
      <td className={styles.threshold}>
        {dimension.threshold}
        <div>
          <span className={text.tag} title={reference || undefined}>
            {thresholdSource.label}
            {reference && <span className={text.hidden}>. {reference}</span>}
          </span>
        </div>
        {dimension.calibration && (
          <div className={text.note}>{dimension.calibration.text}</div>
        )}
      </td>
      <td className={styles.cause}>
        {unknown && dimension.howToKnow
          ? t('health.dimensions.howToKnow', { how: dimension.howToKnow })
          : dimension.cause ?? t('health.dimensions.notApplicable')}
        {dimension.cost > 0 &&
          dimension.partitions &&
          dimension.partitions.length > 0 && (
            <PartitionsBehind
              title={t(DIMENSION_TITLES[dimension.id])}
              partitions={dimension.partitions}
            />
          )}
        {dimension.id === 'deletes' && deletes && deletes.worst.length > 0 && (
          <DeletedFiles deletes={deletes} />
        )}
      </td>
    </tr>
  );
}

function Cost(props: { dimension: HealthDimension; points: string }) {
  const { dimension, points } = props;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  if (dimension.state === 'unknown') {
    return (
      <div className={styles.costCell}>
        <span className={text.muted}>
          {t('health.dimensions.notApplicable')}
        </span>
        <span
          className={`${styles.bar} ${styles.unknown}`}
          role="img"
          aria-label={t('health.dimensions.unknownBar')}
        />
      </div>
    );
  }
  return (
    <div className={styles.costCell}>
      <span className={dimension.cost > 0 ? text.strong : text.muted}>
        {dimension.cost > 0 ? `−${points}` : '0'}
      </span>
      <span className={styles.bar} aria-hidden>
        {dimension.cost > 0 && (
          <i
            className={
              dimension.group === 'speed' ? styles.speed : styles.promise
            }
            style={{ width: `${Math.min(100, dimension.cost)}%` }}
          />
        )}
      </span>
      {dimension.cost > 0 && dimension.factor !== undefined && (
        <span className={tableStyles.nowrap}>
          {formatFactor(dimension.factor)}
        </span>
      )}
    </div>
  );
}

function CostHistory(props: {
  dimension: HealthDimension;
  days: readonly ScoredDay[];
}) {
  const { dimension, days } = props;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  // A day on which the dimension was unknown has no cost: it is left out, not 0.
  const points = days.flatMap(day => {
    const cost = day.costs[dimension.id];
    return cost === undefined ? [] : [{ atMs: day.atMs, cost }];
  });
  if (dimension.state === 'unknown' || points.length < 2) {
    return (
      <span className={text.note}>{t('health.dimensions.noHistory')}</span>
    );
  }
  const first = formatPoints(points[0].cost);
  const last = formatPoints(points[points.length - 1].cost);
  const flat = points.every(point => point.cost === points[0].cost);
  return (
    <CostSparkline
      points={points}
      domain={[points[0].atMs, points[points.length - 1].atMs]}
      sentence={
        flat
          ? t('health.dimensions.sparklineFlat', { value: first })
          : t('health.dimensions.sparkline', {
              first: `−${first}`,
              last: `−${last}`,
            })
      }
    />
  );
}
