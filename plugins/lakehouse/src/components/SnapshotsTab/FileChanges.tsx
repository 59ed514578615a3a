import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { SnapshotComparison } from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import { ChartTable, DivergingBars, partitionLabels } from '../charts';
import { formatBytes, formatCount, text, useAsTable } from '../shared';
import styles from './snapshots.module.css';

/** More rows would push the page down; the table has them all. */
const BARS = 12;

/** Data files that went and came, by partition. */
export function FileChanges(props: { files: SnapshotComparison['files'] }) {
  const { files } = props;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { asTable, toggle } = useAsTable(t('snapshots.compare.files'));
  // Those that only gained or lost delete files are in the table.
  const changed = files.partitions.filter(
    change => change.added + change.removed > 0,
  );
  const short = partitionLabels(
    changed.slice(0, BARS).map(change => change.partition),
  );
  const label = (partition: string) =>
    partition || t('snapshots.compare.unpartitioned');
  const [first] = changed;
  return (
    <div>
      <div className={styles.timeTravel}>
        <h3 className={styles.part}>
          {short.field
            ? t('snapshots.compare.filesBy', { field: short.field })
            : t('snapshots.compare.files')}
        </h3>
        {first && toggle}
      </div>
      {!first && (
        <p className={text.muted}>{t('snapshots.compare.filesNone')}</p>
      )}
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
            cells: [
              label(change.partition),
              formatCount(change.removed),
              formatCount(change.added),
            ],
          }))}
        />
      )}
      {first && !asTable && (
        <>
          <div className={styles.sides} aria-hidden>
            <span>
              {files.removed > 0 ? t('snapshots.compare.removed') : ''}
            </span>
            <span>{t('snapshots.compare.added')}</span>
          </div>
          <DivergingBars
            sentence={t('snapshots.compare.sentence', {
              removed: formatCount(files.removed),
              added: formatCount(files.added),
              partition: label(first.partition),
            })}
            bars={changed.slice(0, BARS).map(change => ({
              key: change.partition,
              label: short.field
                ? short.label(change.partition)
                : label(change.partition),
              left: change.removed,
              right: change.added,
            }))}
            format={formatCount}
            labelWidth={short.field ? 90 : 150}
          />
        </>
      )}
      <p className={`${text.note} ${styles.filesNote}`}>
        {first && !asTable && <>{t('snapshots.compare.scale')} </>}
        <FileTotals files={files} />
        {files.partitionsTruncated && t('snapshots.compare.more')}
      </p>
    </div>
  );
}

/** How many files went and came in all; only what happened is said. */
function FileTotals(props: { files: SnapshotComparison['files'] }) {
  const { files } = props;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const counted = (count: number) => ({
    count,
    formattedCount: formatCount(count),
  });
  return (
    <>
      {files.removed > 0 && (
        <>
          {t('snapshots.compare.totalRemoved', {
            ...counted(files.removed),
            size: formatBytes(files.removedBytes),
          })}{' '}
        </>
      )}
      {files.added > 0 && (
        <>
          {t('snapshots.compare.totalAdded', {
            ...counted(files.added),
            size: formatBytes(files.addedBytes),
          })}{' '}
        </>
      )}
      {files.deleteFilesRemoved > 0 && (
        <>
          {t(
            'snapshots.compare.deletesRemoved',
            counted(files.deleteFilesRemoved),
          )}{' '}
        </>
      )}
      {files.deleteFilesAdded > 0 && (
        <>
          {t('snapshots.compare.deletesAdded', counted(files.deleteFilesAdded))}{' '}
        </>
      )}
    </>
  );
}
