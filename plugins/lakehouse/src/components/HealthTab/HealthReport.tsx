import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  TableHealthReport,
  TableRef,
} from '@lakehouse-portal/plugin-lakehouse-common';
import { RiErrorWarningLine } from '@remixicon/react';
import { lakehouseTranslationRef } from '../../translation';
import {
  AsOf,
  EmptyState,
  CardFrame,
  Lede,
  NamedText,
  ScanBanner,
  Split,
} from '../shared';
import { DimensionsCard } from './DimensionsCard';
import { FileSizesCard } from './FileSizesCard';
import styles from './health.module.css';
import { HistoryCard } from './HistoryCard';
import { PartitionsCard } from './PartitionsCard';
import { Recommendations } from './Recommendations';
import { ScanNow } from './ScanNow';
import { ScoreCard } from './ScoreCard';

/** The whole verdict: the sentence, the score, what it is made of, and what to do. */
export function HealthReport(props: {
  table: TableRef;
  entityRef?: string;
  report: TableHealthReport;
}) {
  const { table, entityRef, report } = props;
  const { health, files, partitions } = report;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  // Nothing was ever judged: the sentence says why, and cards of figures would have nothing but contradictions.
  if (health.snapshotId === undefined && health.dimensions.length === 0) {
    return (
      <>
        <div className={styles.opening}>
          <Lede
            headline={health.lede.headline}
            detail={<NamedText>{health.lede.detail}</NamedText>}
          />
          <ScanNow table={table} scannedAt={report.scannedAt} />
        </div>
        {report.scanError && (
          <CardFrame title={t('health.score.title')}>
            <EmptyState
              icon={<RiErrorWarningLine size={20} />}
              title={t('health.unread.title')}
              detail={t('health.unread.detail')}
            />
          </CardFrame>
        )}
        {report.history.length > 0 && <HistoryCard report={report} />}
      </>
    );
  }
  const layout = health.dimensions.find(
    dimension => dimension.id === 'file-layout',
  );
  const harmless = layout?.state === 'known' && layout.cost === 0;
  const filesCard = files && <FileSizesCard files={files} />;
  // One partition holds everything: its files are the card beside it.
  const partitionsCard = partitions && partitions.total > 1 && (
    <PartitionsCard partitions={partitions} harmless={harmless} />
  );
  return (
    <>
      <ScanBanner scannedAt={report.scannedAt} scanError={report.scanError} />
      <div className={styles.opening}>
        <Lede
          headline={health.lede.headline}
          detail={
            <>
              {health.lede.detail}{' '}
              <AsOf hasAges={health.lede.hasAges} at={health.judgedAtMs} />
            </>
          }
        />
        <ScanNow table={table} scannedAt={report.scannedAt} />
      </div>
      <Split ratio="2:1" aside={<HistoryCard report={report} />}>
        {health.snapshotId === undefined ? (
          <CardFrame title={t('health.score.title')}>
            <EmptyState
              title={t('health.empty.title')}
              detail={t('health.empty.detail')}
            />
          </CardFrame>
        ) : (
          <ScoreCard health={health} />
        )}
      </Split>
      <DimensionsCard report={report} />
      {filesCard && partitionsCard ? (
        <Split ratio="3:2" aside={partitionsCard}>
          {filesCard}
        </Split>
      ) : (
        filesCard || partitionsCard
      )}
      <Recommendations health={health} entityRef={entityRef} />
    </>
  );
}
