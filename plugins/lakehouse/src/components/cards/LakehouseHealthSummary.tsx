import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { LakehouseDetail } from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import { SeverityCounts, severityParts, useRollUpSentence } from '../RollUp';
import { LakehouseBanner, ScanFacts } from '../ScanState';
import { Bar, EmptyState, formatBytes, formatCount, text } from '../shared';
import styles from './cards.module.css';

/** Tables by health, their size, and how current that is. */
export function LakehouseHealthSummary(props: { lakehouse: LakehouseDetail }) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const sentence = useRollUpSentence();
  const { lakehouse } = props;
  const { rollUp } = lakehouse;
  if (rollUp.tables === 0) {
    return (
      <>
        <LakehouseBanner lakehouses={[lakehouse]} />
        <EmptyState
          title={t('cards.lakehouse.none')}
          detail={t('cards.lakehouse.noneDetail')}
        />
      </>
    );
  }
  const needWork = rollUp.critical + rollUp.atRisk;
  return (
    <>
      <p className={styles.headline}>
        {needWork === 0
          ? t('cards.lakehouse.well')
          : t('cards.lakehouse.needWork', {
              count: needWork,
              formattedCount: formatCount(needWork),
              total: formatCount(rollUp.tables),
            })}
      </p>
      <div>
        <SeverityCounts rollUp={rollUp} />
        <Bar
          parts={severityParts(rollUp)}
          sentence={sentence(lakehouse.title, rollUp)}
        />
      </div>
      {/* What could not be read is said below; that nothing could is worth a banner. */}
      {lakehouse.scan.status === 'failed' && (
        <LakehouseBanner lakehouses={[lakehouse]} />
      )}
      <dl className={styles.facts}>
        <dt>{t('cards.lakehouse.tables')}</dt>
        <dd className={text.number}>{formatCount(rollUp.tables)}</dd>
        <dt>{t('cards.lakehouse.size')}</dt>
        <dd className={text.number}>
          {t('cards.lakehouse.sizeInFiles', {
            count: rollUp.dataFiles,
            formattedCount: formatCount(rollUp.dataFiles),
            size: formatBytes(rollUp.sizeBytes),
          })}
        </dd>
        {rollUp.reclaimableBytes !== undefined && (
          <>
            <dt>{t('cards.lakehouse.reclaimable')}</dt>
            <dd className={text.number}>
              {formatBytes(rollUp.reclaimableBytes)}
              {rollUp.reclaimableUnknown !== undefined &&
                ` ${t('cards.lakehouse.reclaimableUnknown', {
                  count: rollUp.reclaimableUnknown,
                  formattedCount: formatCount(rollUp.reclaimableUnknown),
                })}`}
            </dd>
          </>
        )}
      </dl>
      <ScanFacts lakehouses={[lakehouse]} />
    </>
  );
}
