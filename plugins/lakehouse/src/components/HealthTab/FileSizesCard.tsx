import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RiBarChart2Line } from '@remixicon/react';
import type { FileSizes } from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import {
  byteTicks,
  ChartTable,
  chartStyles,
  Legend,
  MirroredHistogram,
} from '../charts';
import {
  CardFrame,
  ChartCard,
  EmptyState,
  formatBytes,
  formatCount,
  text,
} from '../shared';
import { classesUpTo, positionInClasses, sizeClasses } from './sizeClasses';

/** Iceberg's own defaults of what compaction leaves alone, as shares of the target. */
const TARGET_FROM = 0.75;
const TARGET_TO = 1.8;

/** Spread of the data files by size: how many upwards, their bytes downwards. */
export function FileSizesCard(props: { files: FileSizes }) {
  const { files } = props;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const title = t('health.files.title');
  const target = formatBytes(files.targetBytes);
  if (files.dataFiles < 2) {
    return (
      <CardFrame title={title}>
        <EmptyState
          icon={<RiBarChart2Line size={20} />}
          title={
            files.dataFiles === 1
              ? t('health.files.single')
              : t('health.files.none')
          }
          detail={
            files.dataFiles === 1
              ? t('health.files.singleDetail', {
                  size: formatBytes(files.dataBytes),
                  target,
                })
              : t('health.files.noneDetail')
          }
        />
      </CardFrame>
    );
  }
  const from = files.targetBytes * TARGET_FROM;
  const to = files.targetBytes * TARGET_TO;
  const classes = classesUpTo(sizeClasses(files.buckets), to);
  const median = formatBytes(files.p50Bytes);
  return (
    <ChartCard
      title={title}
      subtitle={
        files.p50Bytes < from
          ? t('health.files.half', { median, target })
          : t('health.files.onTarget', { median, target })
      }
      actions={
        <Legend
          items={[
            {
              key: 'up',
              label: t('health.files.up'),
              mark: (
                <span
                  className={`${chartStyles.swatch} ${chartStyles.swatchInk}`}
                />
              ),
            },
            {
              key: 'down',
              label: t('health.files.down'),
              mark: (
                <span
                  className={`${chartStyles.swatch} ${chartStyles.swatchSoft}`}
                />
              ),
            },
          ]}
        />
      }
      footer={<span className={text.note}>{t('health.files.bandNote')}</span>}
      chart={
        <MirroredHistogram
          sentence={t('health.files.sentence', {
            files: formatCount(files.dataFiles),
            bytes: formatBytes(files.dataBytes),
            p10: formatBytes(files.p10Bytes),
            p50: median,
            p90: formatBytes(files.p90Bytes),
            target,
          })}
          buckets={classes.map(size => ({
            key: String(size.minBytes),
            edge: formatBytes(size.minBytes),
            up: size.count,
            down: size.sizeBytes,
            upLabel: size.count > 0 ? formatCount(size.count) : undefined,
          }))}
          formatUp={formatCount}
          formatDown={formatBytes}
          downTicks={byteTicks}
          endEdge={formatBytes(classes.at(-1)?.maxBytes ?? 0)}
          axisNote={t('health.files.axis')}
          band={{
            from: positionInClasses(classes, from),
            to: positionInClasses(classes, to),
            label: t('health.files.band', {
              from: formatBytes(from),
              to: formatBytes(to),
            }),
          }}
        />
      }
      table={
        <ChartTable
          caption={t('health.files.caption')}
          columns={[
            { label: t('health.files.from'), numeric: true },
            { label: t('health.files.to'), numeric: true },
            { label: t('health.files.count'), numeric: true },
            { label: t('health.files.bytes'), numeric: true },
          ]}
          rows={classes.map(size => ({
            key: String(size.minBytes),
            cells: [
              formatBytes(size.minBytes),
              formatBytes(size.maxBytes),
              formatCount(size.count),
              formatBytes(size.sizeBytes),
            ],
          }))}
        />
      }
    />
  );
}
