import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  HealthRollUp,
  TablesQuery,
} from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import { SeverityCounts, severityParts, useRollUpSentence } from '../RollUp';
import { Bar, CardFrame, Figure, formatBytes, formatCount } from '../shared';
import { LongestWithoutCommit } from './LongestWithoutCommit';
import styles from './FleetPage.module.css';

/** The figures of a set of tables: how many, how well, what can be reclaimed, which rests longest. */
export function FleetFigures(props: {
  rollUp: HealthRollUp;
  scope: Pick<TablesQuery, 'lakehouse' | 'schema'>;
  revision: string;
}) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const sentence = useRollUpSentence();
  const { rollUp } = props;
  const { reclaimableBytes, reclaimableFiles, sizeBytes } = rollUp;
  const { reclaimableUnknown } = rollUp;
  return (
    <div className={styles.figures}>
      <CardFrame title={t('fleet.figures.tables')} className={styles.figure}>
        <Figure
          label=""
          value={formatCount(rollUp.tables)}
          foot={t('fleet.figures.size', {
            count: rollUp.dataFiles,
            formattedCount: formatCount(rollUp.dataFiles),
            size: formatBytes(sizeBytes),
          })}
        />
      </CardFrame>
      <CardFrame title={t('fleet.figures.health')} className={styles.figure}>
        <SeverityCounts rollUp={rollUp} />
        <Bar
          parts={severityParts(rollUp)}
          sentence={sentence(t('fleet.figures.all'), rollUp)}
        />
        <p className={styles.foot}>
          {rollUp.slow === 0
            ? t('fleet.figures.noneSlow')
            : t('fleet.figures.slow', {
                count: rollUp.slow,
                formattedCount: formatCount(rollUp.slow),
              })}
        </p>
      </CardFrame>
      {reclaimableBytes !== undefined && (
        <CardFrame
          title={t('fleet.figures.reclaimable')}
          className={styles.figure}
        >
          <Figure
            label=""
            value={formatBytes(reclaimableBytes)}
            foot={[
              reclaimableBytes > 0
                ? `${
                    reclaimableFiles === undefined
                      ? ''
                      : t('fleet.figures.reclaimableFiles', {
                          count: reclaimableFiles,
                          formattedCount: formatCount(reclaimableFiles),
                        })
                  }${t('fleet.figures.reclaimableDetail')}`
                : t('fleet.figures.reclaimableNone'),
              reclaimableUnknown !== undefined &&
                t('fleet.figures.reclaimableUnknown', {
                  count: reclaimableUnknown,
                  formattedCount: formatCount(reclaimableUnknown),
                }),
            ]
              .filter(Boolean)
              .join(' ')}
          />
        </CardFrame>
      )}
      <LongestWithoutCommit scope={props.scope} revision={props.revision} />
    </div>
  );
}
