import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { FileDeletes } from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import { ChartTable } from '../charts';
import { formatCount, formatShare, text } from '../shared';
import styles from './health.module.css';

/** The data files that have lost the largest share of their rows; opened on demand. */
export function DeletedFiles(props: { deletes: FileDeletes }) {
  const { deletes } = props;
  const { worst } = deletes;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  return (
    <details className={styles.details}>
      <summary>{t('health.deletes.worst', { count: worst.length })}</summary>
      <p className={text.note}>
        {t('health.deletes.sum', {
          count: deletes.dataFiles,
          files: formatCount(deletes.dataFiles),
          rows: formatCount(deletes.records),
        })}
      </p>
      <ChartTable
        caption={t('health.deletes.caption')}
        maxHeight={220}
        columns={[
          { label: t('health.deletes.file') },
          { label: t('health.deletes.share'), numeric: true },
          { label: t('health.deletes.deleted'), numeric: true },
          { label: t('health.deletes.rows'), numeric: true },
          { label: t('health.deletes.deleteFiles'), numeric: true },
          { label: t('health.deletes.partition') },
        ]}
        rows={worst.map(file => ({
          key: file.filePath,
          cells: [
            <code key="file" title={file.filePath}>
              {nameOf(file.filePath)}
            </code>,
            formatShare(file.deletedRecords / Math.max(1, file.records)),
            formatCount(file.deletedRecords),
            formatCount(file.records),
            formatCount(file.deleteFiles),
            file.partition || t('health.deletes.unpartitioned'),
          ],
        }))}
      />
    </details>
  );
}

/** The last part of a path: the folders are the same for all, or tell the partition, which has a column. */
function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1) || path;
}
