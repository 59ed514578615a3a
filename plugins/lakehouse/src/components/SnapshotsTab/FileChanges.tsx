import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { SnapshotComparison } from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import { ChartTable, DivergingBars } from '../charts';
import { formatBytes, formatCount, text, useAsTable } from '../shared';
import styles from './snapshots.module.css';

/** More rows would push the page down; the table has them all. */
const BARS = 12;

/** Data files that went and came, by partition. */
export function FileChanges(props: { files: SnapshotComparison['files'] }) {
  const { files } = props;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { asTable, toggle } = useAsTable(t('snapshots.compare.files'));
  const label = (partition: string) => partition || t('snapshots.compare.unpartitioned');
  const [first] = files.partitions;
  return (
    <div>
      <div className={styles.timeTravel}>
        <h3 className={styles.part}>{t('snapshots.compare.files')}</h3>
        {first && toggle}
      </div>
      {!first && <p className={text.muted}>{t('snapshots.compare.filesNone')}</p>}
      {first && asTable && (
        <ChartTable
          caption={t('snapshots.compare.filesCaption')}
          columns={[
            { label: t('snapshots.compare.partition') },
            { label: t('snapshots.compare.removed'), numeric: true },
            { label: t('snapshots.compare.added'), numeric: true },
          ]}
          rows={files.partitions.map(change => ({
            key: change.partition,
            cells: [label(change.partition), formatCount(change.removed), formatCount(change.added)],
          }))}
        />
      )}
      {first && !asTable && (
        <>
          <div className={styles.sides} aria-hidden>
            <span>{files.removed > 0 ? t('snapshots.compare.removed') : ''}</span>
            <span>{t('snapshots.compare.added')}</span>
          </div>
          <DivergingBars
            sentence={t('snapshots.compare.sentence', {
              removed: formatCount(files.removed),
              added: formatCount(files.added),
              partition: label(first.partition),
            })}
            bars={files.partitions.slice(0, BARS).map(change => ({
              key: change.partition,
              label: label(change.partition),
              left: change.removed,
              right: change.added,
            }))}
            format={formatCount}
            labelWidth={150}
          />
        </>
      )}
      <p className={`${text.note} ${styles.filesNote}`}>
        {first && !asTable && <>{t('snapshots.compare.scale')} </>}
        {t('snapshots.compare.total', {
          removed: formatCount(files.removed),
          removedSize: formatBytes(files.removedBytes),
          added: formatCount(files.added),
          addedSize: formatBytes(files.addedBytes),
        })}{' '}
        {files.deleteFilesAdded + files.deleteFilesRemoved > 0 &&
          t('snapshots.compare.deletes', {
            added: formatCount(files.deleteFilesAdded),
            removed: formatCount(files.deleteFilesRemoved),
          })}{' '}
        {files.partitionsTruncated && t('snapshots.compare.more')}
      </p>
    </div>
  );
}
