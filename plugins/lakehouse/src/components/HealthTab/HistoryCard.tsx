import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RiLineChartLine } from '@remixicon/react';
import type { TableHealthReport } from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import { ChartTable } from '../charts';
import {
  CardFrame,
  ChartCard,
  EmptyState,
  formatDate,
  formatFactor,
} from '../shared';
import { HistoryChart } from './HistoryChart';
import { recentDays } from './recentDays';
import { scannedAtMsOf } from './scannedAtMsOf';
import type { ScoredDay } from './recentDays';

/** How score and slowdown went over 30 days. One day is a sentence, not a chart. */
export function HistoryCard(props: { report: TableHealthReport }) {
  const { report } = props;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const scannedAtMs = scannedAtMsOf(report);
  const days = recentDays(report.history, scannedAtMs);
  const first = days[0];
  const last = days.at(-1);
  if (!first || !last || days.length < 2) {
    return (
      <CardFrame title={t('health.history.title')}>
        <EmptyState
          icon={<RiLineChartLine size={20} />}
          title={first ? t('health.history.single') : t('health.history.none')}
          detail={
            first
              ? t('health.history.singleDetail', {
                  day: formatDate(first.atMs, scannedAtMs),
                  score: String(Math.round(first.score)),
                  factor: formatFactor(first.slowdown),
                })
              : t('health.history.noneDetail')
          }
        />
      </CardFrame>
    );
  }
  const values = {
    start: formatDate(first.atMs, scannedAtMs),
    end: formatDate(last.atMs, scannedAtMs),
    firstScore: String(Math.round(first.score)),
    lastScore: String(Math.round(last.score)),
    firstFactor: formatFactor(first.slowdown),
    lastFactor: formatFactor(last.slowdown),
  };
  return (
    <ChartCard
      title={t('health.history.title')}
      subtitle={<Change first={first} last={last} />}
      chart={
        <HistoryChart
          days={days}
          sentence={t('health.history.sentence', values)}
        />
      }
      table={
        <ChartTable
          caption={t('health.history.caption')}
          columns={[
            { label: t('health.history.day') },
            { label: t('health.history.score'), numeric: true },
            { label: t('health.history.slowdown'), numeric: true },
          ]}
          rows={[...days].reverse().map(day => ({
            key: String(day.atMs),
            cells: [
              formatDate(day.atMs, scannedAtMs),
              Math.round(day.score),
              formatFactor(day.slowdown),
            ],
          }))}
        />
      }
    />
  );
}

function Change(props: { first: ScoredDay; last: ScoredDay }) {
  const { first, last } = props;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  if (formatFactor(first.slowdown) !== formatFactor(last.slowdown)) {
    return (
      <>
        {t('health.history.readsChanged', {
          from: formatFactor(first.slowdown),
          to: formatFactor(last.slowdown),
        })}
      </>
    );
  }
  const [from, to] = [
    String(Math.round(first.score)),
    String(Math.round(last.score)),
  ];
  return (
    <>
      {from === to
        ? t('health.history.unchanged', { score: to })
        : t('health.history.scoreChanged', { from, to })}
    </>
  );
}
