import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { lakehouseTranslationRef } from '../../translation';
import {
  ChartFrame,
  chartStyles,
  linePath,
  linearScale,
  logScale,
  powerTicks,
  TimeAxis,
  timeTicks,
  UnseenSpan,
  ValueAxis,
} from '../charts';
import { formatDate, formatFactor } from '../shared';
import { unseenSpans } from './recentDays';
import type { ScoredDay } from './recentDays';

const HEIGHT = 320;
const SCORE = { top: 28, bottom: 144 };
const SLOWDOWN = { top: 214, bottom: 290 };
const LEFT = 34;

/** Score (0 to 100, with its bands) and predicted slowdown (log scale) over a shared time axis. */
export function HistoryChart(props: {
  days: readonly ScoredDay[];
  sentence: string;
}) {
  const { days, sentence } = props;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const startMs = days[0].atMs;
  const last = days[days.length - 1];
  const gaps = unseenSpans(days);
  const slowest = days.reduce((max, day) => Math.max(max, day.slowdown), 1);
  const factorTop = Math.max(2, 2 ** Math.ceil(Math.log2(slowest)));
  const score = linearScale([0, 100], [SCORE.bottom, SCORE.top]);
  const factor = logScale([1, factorTop], [SLOWDOWN.bottom, SLOWDOWN.top]);
  return (
    <ChartFrame sentence={sentence} height={HEIGHT} fallbackWidth={352}>
      {width => {
        const right = width - 12;
        const x = linearScale([startMs, last.atMs], [LEFT, right]);
        const line = (y: (day: ScoredDay) => number) =>
          linePath(
            days.flatMap(day => [
              // A gap begins where nothing had been seen for days.
              ...(gaps.some(gap => gap.toMs === day.atMs)
                ? [{ x: x(day.atMs) }]
                : []),
              { x: x(day.atMs), y: y(day) },
            ]),
          );
        const severity =
          (last.score >= 80 && 'healthy') ||
          (last.score >= 50 && 'at-risk') ||
          'critical';
        const lastScoreY = score(last.score);
        const lastFactorY = factor(last.slowdown);
        return (
          <>
            <text className={chartStyles.panelTitle} x={LEFT} y={14}>
              {t('health.history.score')}
            </text>
            <rect
              x={LEFT - 6}
              y={score(100)}
              width={3}
              height={score(80) - score(100) - 1}
              className={chartStyles.healthy}
            />
            <rect
              x={LEFT - 6}
              y={score(80)}
              width={3}
              height={score(50) - score(80) - 1}
              className={chartStyles['at-risk']}
            />
            <rect
              x={LEFT - 6}
              y={score(50)}
              width={3}
              height={score(0) - score(50)}
              className={chartStyles.critical}
            />
            <ValueAxis
              y={score}
              extent={[LEFT, right]}
              labelGap={12}
              ticks={[0, 50, 80, 100]}
              format={String}
            />
            {gaps.map(gap => (
              <UnseenSpan
                key={gap.fromMs}
                x={x(gap.fromMs)}
                width={x(gap.toMs) - x(gap.fromMs)}
                top={SCORE.top}
                bottom={SCORE.bottom}
                label={t('health.history.notSeen')}
              />
            ))}
            <path
              className={chartStyles.line}
              d={line(day => score(day.score))}
            />
            <circle
              className={chartStyles[severity]}
              cx={x(last.atMs)}
              cy={lastScoreY}
              r={4}
            />
            <text
              className={chartStyles.panelTitle}
              x={right}
              y={lastScoreY + (last.score < 15 ? -10 : 18)}
              textAnchor="end"
            >
              {Math.round(last.score)}
            </text>
            <text className={chartStyles.panelTitle} x={LEFT} y={198}>
              {t('health.history.slowdown')}{' '}
              <tspan className={chartStyles.axisText} fontWeight={400}>
                {t('health.history.slowdownNote')}
              </tspan>
            </text>
            <ValueAxis
              y={factor}
              extent={[LEFT, right]}
              ticks={powerTicks([1, factorTop], 2, 4)}
              format={formatFactor}
            />
            {gaps.map(gap => (
              <UnseenSpan
                key={gap.fromMs}
                x={x(gap.fromMs)}
                width={x(gap.toMs) - x(gap.fromMs)}
                top={SLOWDOWN.top}
                bottom={SLOWDOWN.bottom}
              />
            ))}
            <path
              className={chartStyles.line}
              d={line(day => factor(day.slowdown))}
            />
            <circle
              className={chartStyles.dot}
              cx={x(last.atMs)}
              cy={lastFactorY}
              r={3.5}
            />
            <text
              className={chartStyles.panelTitle}
              x={right}
              y={lastFactorY + (lastFactorY > SLOWDOWN.bottom - 20 ? -9 : 18)}
              textAnchor="end"
            >
              {formatFactor(last.slowdown)}
            </text>
            <TimeAxis
              x={x}
              y={HEIGHT - 7}
              ticks={
                timeTicks(
                  [startMs, last.atMs],
                  Math.max(2, Math.floor(width / 75)),
                ).ticks
              }
              format={atMs => formatDate(atMs, last.atMs)}
            />
          </>
        );
      }}
    </ChartFrame>
  );
}
