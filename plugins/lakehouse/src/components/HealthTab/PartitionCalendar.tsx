import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { lakehouseTranslationRef } from '../../translation';
import { CalendarHeatStrip, chartStyles, Legend } from '../charts';
import { formatCount, formatDate, useNow } from '../shared';
import { excessLevel } from './partitionDays';
import type { PartitionDay } from './partitionDays';

const MONTH = new Intl.DateTimeFormat('en-US', {
  month: 'short',
  timeZone: 'UTC',
});
const LEVELS = [0, 1, 2, 3, 4] as const;

/** Days of a table that is partitioned by day: dark where many more files lie than needed. */
export function PartitionCalendar(props: { days: readonly PartitionDay[] }) {
  const { days } = props;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const now = useNow();
  const worst = days.reduce((a, b) =>
    b.dataFiles - b.neededFiles > a.dataFiles - a.neededFiles ? b : a,
  );
  const present = new Set(days.map(excessLevel));
  return (
    <>
      <CalendarHeatStrip
        sentence={t('health.partitions.sentenceDays', {
          days: formatCount(days.length),
          worst: formatDate(Date.parse(worst.day), now),
          files: formatCount(worst.dataFiles),
          needed: formatCount(worst.neededFiles),
        })}
        days={days.map(day => ({
          day: day.day,
          level: excessLevel(day),
          title: t('health.partitions.dayTitle', {
            day: formatDate(Date.parse(day.day), now),
            files: formatCount(day.dataFiles),
            needed: formatCount(day.neededFiles),
          }),
        }))}
        weekdays={[
          t('health.partitions.weekdays.mon'),
          t('health.partitions.weekdays.tue'),
          t('health.partitions.weekdays.wed'),
          t('health.partitions.weekdays.thu'),
          t('health.partitions.weekdays.fri'),
          t('health.partitions.weekdays.sat'),
          t('health.partitions.weekdays.sun'),
        ]}
        formatMonth={atMs => MONTH.format(atMs)}
      />
      <Legend
        items={LEVELS.filter(level => present.has(level)).map(level => ({
          key: String(level),
          label: t(`health.partitions.legend.level${level}`),
          mark: (
            <span
              className={`${chartStyles.swatch} ${
                chartStyles[`heat${level}`]
              } ${chartStyles.outlined}`}
            />
          ),
        }))}
      />
    </>
  );
}
