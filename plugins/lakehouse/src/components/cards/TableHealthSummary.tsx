import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  TableHealthReport,
  TableSummary,
} from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import {
  Age,
  AsOf,
  EmptyState,
  EntityLink,
  formatBytes,
  formatCount,
  formatFactor,
  NamedText,
  ScanBanner,
  SeverityChip,
  Sparkline,
  text,
} from '../shared';
import styles from './cards.module.css';

/** Score, the sentence that says what is the matter, and the facts behind it. */
export function TableHealthSummary(props: {
  report: TableHealthReport;
  summary: TableSummary;
  entityRef: string;
}) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { summary, report } = props;
  const { health } = report;
  if (!report.scannedAt) {
    // Nothing of it is known, not even whether it has data.
    return (
      <>
        <div className={styles.scoreLine}>
          <SeverityChip severity="unknown" />
        </div>
        <p className={styles.headline}>{health.lede.headline}</p>
        <p className={text.note}>
          <NamedText>{health.lede.detail}</NamedText>
        </p>
      </>
    );
  }
  if (health.snapshotId === undefined && !summary.lastCommitAt) {
    return (
      <EmptyState
        title={t('cards.table.noData')}
        detail={t('cards.table.noDataDetail')}
        actions={
          <EntityLink entityRef={props.entityRef} tab="table">
            {t('cards.table.howToWrite')}
          </EntityLink>
        }
      />
    );
  }
  return (
    <>
      <div className={styles.scoreLine}>
        <span className={styles.score} aria-hidden>
          {health.score === undefined
            ? '–'
            : `${health.scoreIsUpperBound ? '≤ ' : ''}${Math.round(
                health.score,
              )}`}
        </span>
        <SeverityChip severity={health.severity} score={undefined} />
        <span className={text.hidden}>
          {health.score === undefined
            ? t('cards.table.noScore')
            : String(Math.round(health.score))}
        </span>
        {summary.scoreHistory.length > 1 && (
          <span className={styles.spark}>
            <Sparkline
              history={summary.scoreHistory}
              severity={health.severity}
            />
          </span>
        )}
      </div>
      <p className={styles.headline}>
        {health.lede.headline}{' '}
        <AsOf hasAges={health.lede.hasAges} at={health.judgedAtMs} />
      </p>
      <ScanBanner scannedAt={report.scannedAt} scanError={report.scanError} />
      <TableFacts
        summary={summary}
        slowdown={health.score === undefined ? undefined : health.slowdown}
        atLeast={health.scoreIsUpperBound}
      />
      <p className={text.note}>
        {t('cards.table.scanned', { age: <Age at={report.scannedAt} /> })}
      </p>
    </>
  );
}

function TableFacts(props: {
  summary: TableSummary;
  slowdown: number | undefined;
  atLeast: boolean;
}) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { summary, slowdown, atLeast } = props;
  const { sizeBytes, dataFiles, due, lastCommitAt } = summary;
  return (
    <dl className={styles.facts}>
      <dt>{t('cards.table.reads')}</dt>
      <dd>
        {slowdown === undefined
          ? t('cards.table.unknown')
          : t(atLeast ? 'cards.table.readsAtLeast' : 'cards.table.readsAbout', {
              factor: formatFactor(slowdown),
            })}
      </dd>
      <dt>{t('cards.table.due')}</dt>
      <dd>{due.length > 0 ? due.join(', ') : t('cards.table.nothingDue')}</dd>
      <dt>{t('cards.table.size')}</dt>
      <dd className={text.number}>
        {sizeBytes === undefined || dataFiles === undefined
          ? t('cards.table.unknown')
          : t('cards.table.sizeInFiles', {
              count: dataFiles,
              formattedCount: formatCount(dataFiles),
              size: formatBytes(sizeBytes),
            })}
      </dd>
      <dt>{t('cards.table.lastCommit')}</dt>
      <dd>
        <Age at={lastCommitAt} />
      </dd>
    </dl>
  );
}
