import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { TableHealth } from '@lakehouse-portal/table-health';
import { lakehouseTranslationRef } from '../../translation';
import { waterfallSteps } from '../charts';
import { formatFactor } from '../shared/format';
import text from '../shared/text.module.css';
import { DIMENSION_TITLES } from './dimensionTitles';
import { healthPoints } from './healthPoints';
import styles from './Waterfall.module.css';

const SEVERITY_BAR = {
  healthy: styles.healthy,
  'at-risk': styles.atRisk,
  critical: styles.critical,
  unknown: styles.from,
} as const;

/**
 * How the score comes about: a table whose second column is the chart. From 100, one row
 * per cost, down to the score.
 */
export function Waterfall(props: { health: TableHealth; score: number }) {
  const { health, score } = props;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const known = health.dimensions.filter(
    dimension => dimension.state === 'known',
  );
  const points = healthPoints(health);
  const { steps, below } = waterfallSteps(known);
  const unknown = health.dimensions.filter(
    dimension => dimension.state === 'unknown',
  );
  return (
    <>
      {/* It can scroll sideways, so it must be reachable by keyboard. */}
      <div
        className={styles.scroll}
        tabIndex={0}
        role="region"
        aria-label={t('health.waterfall.scroll')}
      >
        <table className={styles.waterfall}>
          <caption className={text.hidden}>
            {t('health.waterfall.caption', { score: String(score) })}
          </caption>
          <thead className={text.hidden}>
            <tr>
              <th scope="col">{t('health.waterfall.dimension')}</th>
              <th scope="col">{t('health.waterfall.bar')}</th>
              <th scope="col">{t('health.waterfall.points')}</th>
              <th scope="col">{t('health.waterfall.reads')}</th>
              <th scope="col">{t('health.waterfall.evidence')}</th>
            </tr>
          </thead>
          <tbody>
            <tr className={styles.first}>
              <th scope="row">{t('health.waterfall.best')}</th>
              <td className={styles.track}>
                <span aria-hidden>
                  <i
                    className={styles.from}
                    style={{ left: 0, width: '100%' }}
                  />
                </span>
              </td>
              <td className={styles.number}>100</td>
              <td />
              <td />
            </tr>
            {steps.map(({ item, left, width }) => (
              <tr key={item.id}>
                <th scope="row">{t(DIMENSION_TITLES[item.id])}</th>
                <td className={styles.track}>
                  <span aria-hidden>
                    {/* A number needs about 24 px; further left it would run out of the track. */}
                    {left >= 8 && (
                      <b style={{ right: `${100 - left}%` }}>
                        {Math.round(left)}
                      </b>
                    )}
                    <i
                      className={
                        item.group === 'speed' ? styles.speed : styles.promise
                      }
                      style={{ left: `${left}%`, width: `${width}%` }}
                    />
                  </span>
                </td>
                <td className={styles.number}>
                  <b>−{points.of(item.id)}</b>
                </td>
                <td className={styles.number}>
                  {item.group === 'speed' && item.factor !== undefined
                    ? formatFactor(item.factor)
                    : t('health.dimensions.notApplicable')}
                </td>
                <td className={styles.evidence}>
                  {item.thresholdSource.label}
                </td>
              </tr>
            ))}
            <tr className={styles.last}>
              <th scope="row">
                <b>{t('health.waterfall.score')}</b>
              </th>
              <td className={styles.track}>
                <span aria-hidden>
                  <i
                    className={SEVERITY_BAR[health.severity]}
                    style={{ left: 0, width: `${score}%` }}
                  />
                </span>
              </td>
              <td className={styles.number}>
                <b>{health.scoreIsUpperBound ? `≤ ${score}` : score}</b>
              </td>
              <td className={styles.number}>
                <b>
                  {health.scoreIsUpperBound
                    ? `≥ ${formatFactor(health.slowdown)}`
                    : formatFactor(health.slowdown)}
                </b>
              </td>
              <td className={styles.evidence}>{t('health.waterfall.total')}</td>
            </tr>
            <tr className={styles.scale} aria-hidden>
              <td />
              <td className={styles.track}>
                <span>
                  <i
                    className={styles.critical}
                    style={{ left: 0, width: '50%' }}
                  />
                  <i
                    className={styles.atRisk}
                    style={{ left: '50%', width: '30%' }}
                  />
                  <i
                    className={styles.healthy}
                    style={{ left: '80%', width: '20%' }}
                  />
                  <em style={{ left: 0 }}>{t('health.waterfall.critical')}</em>
                  <em style={{ left: '50%' }}>
                    {t('health.waterfall.atRisk')}
                  </em>
                  <em style={{ left: '80%' }}>
                    {t('health.waterfall.healthy')}
                  </em>
                </span>
              </td>
              <td colSpan={3} />
            </tr>
          </tbody>
        </table>
      </div>
      <p className={styles.note}>
        {t('health.waterfall.rule')}
        {unknown.length > 0 && (
          <>
            {' '}
            {t('health.waterfall.unknown', {
              names: unknown
                .map(dimension =>
                  t(DIMENSION_TITLES[dimension.id]).toLocaleLowerCase('en'),
                )
                .join(', '),
            })}
          </>
        )}
        {Math.round(below) > 0 && (
          <> {t('health.waterfall.below', { count: Math.round(below) })}</>
        )}
      </p>
    </>
  );
}
