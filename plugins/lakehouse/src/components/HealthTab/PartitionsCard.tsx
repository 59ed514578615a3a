import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { PartitionFiles } from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import { BarList, ChartTable, partitionLabels } from '../charts';
import {
  ChartCard,
  formatBytes,
  formatCount,
  formatDate,
  text,
  useNow,
} from '../shared';
import styles from './health.module.css';
import { PartitionCalendar } from './PartitionCalendar';
import { excessLevel, partitionDays } from './partitionDays';
import type { PartitionDay } from './partitionDays';

const BARS = 20;
const WORST_DAYS = 5;

/** Where the files are: a calendar for partitions by day, else bars of the worst 20. */
export function PartitionsCard(props: {
  partitions: PartitionFiles;
  /** The layout of the files is known to cost nothing: then no partition is to blame. */
  harmless: boolean;
}) {
  const { partitions, harmless } = props;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { worst } = partitions;
  const days = partitionDays(worst);
  const need = worst.filter(partition => excessLevel(partition) > 0).length;
  const someBeyondNeed = worst.some(
    ({ dataFiles, neededFiles }) => dataFiles > neededFiles,
  );
  const total = formatTotal(partitions);
  const about = partitions.totalIsEstimate === true;
  const counts = {
    count: partitions.total,
    formattedCount: about ? t('health.partitions.about', { total }) : total,
  };
  const first = {
    ...counts,
    formattedCount: about
      ? t('health.partitions.aboutFirst', { total })
      : total,
  };
  const known = formatCount(need);
  const subtitle =
    (!someBeyondNeed && t('health.partitions.none', counts)) ||
    (harmless && t('health.partitions.harmless', first)) ||
    t('health.partitions.subtitle', {
      ...first,
      need:
        partitions.truncated && need === worst.length
          ? t('health.partitions.atLeast', { need: known })
          : known,
    });
  const bars = worst.slice(0, BARS);
  const { field, label } = partitionLabels(
    bars.map(partition => partition.partition),
  );
  return (
    <ChartCard
      title={
        days ? t('health.partitions.titleDays') : t('health.partitions.title')
      }
      subtitle={subtitle}
      footer={
        partitions.truncated
          ? t('health.partitions.truncated', {
              shown: formatCount(worst.length),
              total: counts.formattedCount,
            })
          : undefined
      }
      chart={
        days ? (
          <div className={styles.gap}>
            <PartitionCalendar days={days} />
            <WorstDays days={days} />
          </div>
        ) : (
          <div className={styles.gap}>
            {field && <code className={text.note}>{field}</code>}
            <BarList
              label={t('health.partitions.barLabel', {
                shown: String(bars.length),
              })}
              items={bars.map(partition => ({
                key: `${partition.specId}/${partition.partition}`,
                label: label(partition.partition),
                value: partition.dataFiles,
                needed: partition.neededFiles,
                // Where files aren't too many, it is how little they hold that tells.
                text: !someBeyondNeed
                  ? t('health.partitions.barSize', {
                      count: partition.dataFiles,
                      formattedCount: formatCount(partition.dataFiles),
                      size: formatBytes(partition.sizeBytes),
                    })
                  : t('health.partitions.barText', {
                      files: formatCount(partition.dataFiles),
                      needed: formatCount(partition.neededFiles),
                    }),
              }))}
            />
            <p className={text.note}>{t('health.partitions.barNote')}</p>
          </div>
        )
      }
      table={
        <PartitionTable
          caption={t('health.partitions.caption')}
          partitions={worst}
        />
      }
    />
  );
}

/** An estimate is rounded to what it is good for. */
function formatTotal({ total, totalIsEstimate }: PartitionFiles): string {
  return formatCount(totalIsEstimate ? Number(total.toPrecision(2)) : total);
}

function WorstDays(props: { days: readonly PartitionDay[] }) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const now = useNow();
  const excess = (day: PartitionDay) => day.dataFiles - day.neededFiles;
  const worst = [...props.days]
    .sort((a, b) => excess(b) - excess(a))
    .slice(0, WORST_DAYS);
  return (
    <ChartTable
      caption={t('health.partitions.worstDays')}
      columns={[
        { label: t('health.partitions.worstDays') },
        { label: t('health.partitions.files'), numeric: true },
        { label: t('health.partitions.needed'), numeric: true },
        { label: t('health.partitions.average'), numeric: true },
      ]}
      rows={worst.map(day => ({
        key: day.day,
        cells: [
          formatDate(Date.parse(day.day), now),
          formatCount(day.dataFiles),
          formatCount(day.neededFiles),
          formatBytes(day.sizeBytes / Math.max(1, day.dataFiles)),
        ],
      }))}
    />
  );
}

function PartitionTable(props: {
  caption: string;
  partitions: PartitionFiles['worst'];
}) {
  const { caption, partitions } = props;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  return (
    <ChartTable
      caption={caption}
      maxHeight={420}
      columns={[
        { label: t('health.partitions.partition') },
        { label: t('health.partitions.files'), numeric: true },
        { label: t('health.partitions.needed'), numeric: true },
        { label: t('health.partitions.average'), numeric: true },
        { label: t('health.partitions.deletes'), numeric: true },
      ]}
      rows={partitions.map(partition => ({
        key: `${partition.specId}/${partition.partition}`,
        cells: [
          partition.partition,
          formatCount(partition.dataFiles),
          formatCount(partition.neededFiles),
          formatBytes(partition.averageFileBytes),
          formatCount(partition.deleteFiles),
        ],
      }))}
    />
  );
}
