import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { HealthDimension } from '@lakehouse-portal/table-health';
import { lakehouseTranslationRef } from '../../translation';
import { ChartTable } from '../charts';
import { formatBytes, formatCount } from '../shared';
import styles from './health.module.css';

/** The partitions that a dimension's cost comes from; opened on demand. */
export function PartitionsBehind(props: {
  title: string;
  partitions: NonNullable<HealthDimension['partitions']>;
}) {
  const { title, partitions } = props;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  return (
    <details className={styles.details}>
      <summary>
        {t('health.dimensions.behind', { count: partitions.length })}
      </summary>
      <ChartTable
        caption={t('health.dimensions.behindCaption', { dimension: title })}
        maxHeight={220}
        columns={[
          { label: t('health.partitions.partition') },
          { label: t('health.partitions.files'), numeric: true },
          { label: t('health.partitions.needed'), numeric: true },
          { label: t('health.partitions.deletes'), numeric: true },
          { label: t('health.partitions.size'), numeric: true },
        ]}
        rows={partitions.map(partition => ({
          key: partition.partition,
          cells: [
            partition.partition,
            formatCount(partition.dataFiles),
            formatCount(partition.neededFiles),
            formatCount(partition.deleteFiles),
            formatBytes(partition.sizeBytes),
          ],
        }))}
      />
    </details>
  );
}
