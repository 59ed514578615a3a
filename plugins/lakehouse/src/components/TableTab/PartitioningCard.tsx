import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  PartitioningVersion,
  TableDetail,
} from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import { Bar, CardFrame, formatBytes, formatCount, text } from '../shared';
import styles from './PartitioningCard.module.css';
import { Timeline, TimelineItem } from './Timeline';

/** How the table is divided, how it was before, which files still follow which; and its sort order. */
export function PartitioningCard(props: { detail: TableDetail }) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { partitioning, sortOrder } = props.detail;
  const totalFiles = partitioning.reduce(
    (sum, spec) => sum + spec.dataFiles,
    0,
  );
  const oldFiles = partitioning
    .filter(spec => !spec.current)
    .reduce((sum, spec) => sum + spec.dataFiles, 0);
  const sorted = sortOrder && sortOrder.fields.length > 0;
  return (
    <CardFrame title={t('table.partitioning.title')}>
      <Timeline>
        {partitioning.map(spec => (
          <SpecItem key={spec.specId} spec={spec} totalFiles={totalFiles} />
        ))}
      </Timeline>
      {oldFiles > 0 && (
        <p className={`${text.note} ${styles.note}`}>
          {t('table.partitioning.oldFiles', {
            count: oldFiles,
            formattedCount: formatCount(oldFiles),
          })}
        </p>
      )}
      <div className={styles.sort}>
        <h3 className={`${text.small} ${text.strong}`}>
          {t('table.sort.title')}
        </h3>
        {sorted ? (
          <>
            <code>{sortOrder.description}</code>
            <p className={text.note}>{t('table.sort.note')}</p>
          </>
        ) : (
          <p className={text.note}>{t('table.sort.none')}</p>
        )}
      </div>
    </CardFrame>
  );
}

function SpecItem(props: { spec: PartitioningVersion; totalFiles: number }) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { spec, totalFiles } = props;
  const id = String(spec.specId);
  const count = {
    count: spec.dataFiles,
    formattedCount: formatCount(spec.dataFiles),
  };
  return (
    <TimelineItem
      current={spec.current}
      title={<code>{spec.description}</code>}
      note={
        <span className={text.note}>
          {spec.specId < 0
            ? t('table.partitioning.currentUntold')
            : t(
                spec.current
                  ? 'table.partitioning.current'
                  : 'table.partitioning.old',
                { id },
              )}
        </span>
      }
    >
      {totalFiles === 0 ? (
        <span className={text.note}>{t('table.partitioning.noFiles')}</span>
      ) : (
        <div className={styles.files}>
          <Bar
            sentence={t('table.partitioning.share', {
              files: formatCount(spec.dataFiles),
              total: formatCount(totalFiles),
            })}
            parts={[
              { key: 'own', value: spec.dataFiles, color: 'var(--lh-ink)' },
              {
                key: 'rest',
                value: totalFiles - spec.dataFiles,
                color: 'var(--lh-ink-soft)',
              },
            ]}
          />
          <span className={`${text.small} ${text.number}`}>
            {spec.sizeBytes === undefined
              ? t('table.partitioning.files', count)
              : t('table.partitioning.filesAndSize', {
                  ...count,
                  size: formatBytes(spec.sizeBytes),
                })}
          </span>
        </div>
      )}
    </TimelineItem>
  );
}
