import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { lakehouseTranslationRef } from '../../translation';
import {
  chartStyles,
  LinePanel,
  StackedBarsPanel,
  TimeAxis,
  timeTicks,
} from '../charts';
import type { ContinuousScale } from '../charts';
import { formatBytes, formatCount, formatDate } from '../shared';
import {
  GROWTH_HEIGHT,
  GROWTH_PANELS,
  GROWTH_PLOT_BOTTOM,
} from './growthLayout';
import { byteUnit, countUnit } from './growthUnits';
import { OPERATIONS, operationKey } from './operations';
import { commitsByDay, commitsByStep } from './commitBars';
import { stepPoints } from './selectGrowth';
import { useCommitsNote } from './useCommitsNote';
import type { GrowthFigure, GrowthSelection, TimedPoint } from './selectGrowth';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
/** More words than this would run into each other. */
const MAX_EVENTS = 4;
/** Room that the word of an event takes. */
const EVENT_WORD_PX = 70;
const TICK = new Intl.NumberFormat('en', { maximumSignificantDigits: 6 });

/** What is drawn: four small multiples, the events, the chosen snapshots and the cursor. */
export function GrowthDrawing(props: {
  selection: GrowthSelection;
  x: ContinuousScale;
  marks: ReadonlyArray<{ label: string; atMs?: number }>;
  cursorMs?: number;
}) {
  const { selection, x, marks, cursorMs } = props;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const [left, right] = x.range;
  const known = selection.before
    ? [selection.before, ...selection.points]
    : selection.points;
  const max = (figure: GrowthFigure) =>
    known.reduce((most, point) => Math.max(most, point[figure] ?? 0), 0);
  const last = (figure: GrowthFigure) => known.at(-1)?.[figure];
  const records = countUnit(max('records'));
  const size = byteUnit(max('sizeBytes'));
  const steps = (figure: GrowthFigure, factor = 1) =>
    stepPoints(selection, figure).map(point => ({
      x: point.x,
      y: point.y === undefined ? undefined : point.y / factor,
    }));
  const label = (
    value: number | undefined,
    format: (known: number) => string,
  ) => (value === undefined ? undefined : format(value));
  const compactions = selection.points.filter(
    point => operationKey(point.operation) === 'replace',
  );
  const { ticks, stepMs } = timeTicks(
    [selection.startMs, selection.endMs],
    Math.max(2, Math.floor((right - left) / 90)),
  );
  // Within one day, a bar for the day would fill the panel and say nothing.
  const perCommit =
    stepMs < HOUR_MS && selection.points.length === selection.commits;
  const commitsNote = useCommitsNote(perCommit ? stepMs : DAY_MS);
  return (
    <>
      <LinePanel
        x={x}
        {...GROWTH_PANELS.records}
        title={t('snapshots.growth.records')}
        subtitle={records.name}
        series={[
          {
            key: 'records',
            stroke: 'ink',
            points: steps('records', records.factor),
            endLabel: label(last('records'), formatCount),
          },
        ]}
        format={value => TICK.format(value)}
        integer={records.factor === 1}
      />
      <LinePanel
        x={x}
        {...GROWTH_PANELS.files}
        title={t('snapshots.growth.files')}
        subtitle={
          max('deleteFiles') > 0
            ? t('snapshots.growth.filesNote')
            : t('snapshots.growth.filesNoteData')
        }
        series={[
          {
            key: 'data',
            stroke: 'ink',
            points: steps('dataFiles'),
            endLabel: label(last('dataFiles'), count =>
              t('snapshots.growth.endData', { value: formatCount(count) }),
            ),
          },
          // A table that never had a delete file needs no line at 0.
          ...(max('deleteFiles') > 0
            ? [
                {
                  key: 'delete',
                  stroke: 'delete' as const,
                  points: steps('deleteFiles'),
                  endLabel: label(last('deleteFiles'), count =>
                    t('snapshots.growth.endDelete', {
                      value: formatCount(count),
                    }),
                  ),
                },
              ]
            : []),
        ]}
        format={formatCount}
        integer
      />
      <LinePanel
        x={x}
        {...GROWTH_PANELS.size}
        title={t('snapshots.growth.size')}
        subtitle={size.name}
        series={[
          {
            key: 'size',
            stroke: 'ink',
            points: steps('sizeBytes', size.factor),
            endLabel: label(last('sizeBytes'), formatBytes),
          },
        ]}
        format={value => TICK.format(value)}
      />
      <StackedBarsPanel
        x={x}
        {...GROWTH_PANELS.commits}
        title={t('snapshots.growth.commits')}
        subtitle={commitsNote}
        format={formatCount}
        // On an axis of hours, a thin bar would say that all of its day's commits were at noon.
        maxBarWidth={stepMs < DAY_MS && !perCommit ? Infinity : 24}
        bars={(perCommit
          ? commitsByStep(selection.points, stepMs)
          : commitsByDay(selection)
        ).map(({ from, to, counts }) => ({
          key: String(from),
          from,
          to,
          parts: OPERATIONS.map(operation => ({
            key: operation,
            value: counts[operation],
            className: chartStyles[operation],
          })),
        }))}
      />
      {compactions.length <= MAX_EVENTS &&
        compactions.map((point, index) => {
          const position = x(point.atMs);
          const before = right - position < EVENT_WORD_PX;
          const previous = compactions[index - 1];
          // Two words side by side would run into each other: the line alone says it then.
          const crowded =
            previous !== undefined &&
            position - x(previous.atMs) < (before ? 2 : 1) * EVENT_WORD_PX;
          return (
            <g key={point.snapshotId}>
              <line
                className={chartStyles.event}
                x1={position}
                x2={position}
                y1={GROWTH_PANELS.files.top - 14}
                y2={GROWTH_PANELS.size.bottom}
              />
              {!crowded && (
                <text
                  className={chartStyles.label}
                  x={position + (before ? -5 : 5)}
                  y={GROWTH_PANELS.files.top - 6}
                  textAnchor={before ? 'end' : 'start'}
                >
                  {reducesFiles(point, known)
                    ? t('snapshots.growth.compacted')
                    : t('snapshots.growth.rewritten')}
                </text>
              )}
            </g>
          );
        })}
      <TimeAxis
        x={x}
        y={GROWTH_HEIGHT - 6}
        ticks={ticks}
        format={atMs =>
          stepMs < DAY_MS
            ? new Date(atMs)
                .toISOString()
                .slice(11, stepMs < MINUTE_MS ? 19 : 16)
            : formatDate(atMs, selection.endMs)
        }
      />
      {cursorMs !== undefined && (
        <line
          className={chartStyles.cursor}
          x1={x(cursorMs)}
          x2={x(cursorMs)}
          y1={16}
          y2={GROWTH_PLOT_BOTTOM}
        />
      )}
      {marks.map(mark => {
        if (
          mark.atMs === undefined ||
          mark.atMs < selection.startMs ||
          mark.atMs > selection.endMs
        ) {
          return undefined;
        }
        const position = x(mark.atMs);
        return (
          <g key={mark.label}>
            <line
              className={chartStyles.event}
              x1={position}
              x2={position}
              y1={16}
              y2={GROWTH_PLOT_BOTTOM}
            />
            <rect
              className={chartStyles.badge}
              x={position - 9}
              y={0}
              width={18}
              height={16}
              rx={3}
            />
            <text
              className={chartStyles.badgeText}
              x={position}
              y={12}
              textAnchor="middle"
            >
              {mark.label}
            </text>
          </g>
        );
      })}
    </>
  );
}

/** A replace that leaves fewer files than there were was a compaction; others rewrote manifests, say. */
function reducesFiles(
  point: TimedPoint,
  known: readonly TimedPoint[],
): boolean {
  const before = known[known.indexOf(point) - 1];
  const files = (at: TimedPoint) => (at.dataFiles ?? 0) + (at.deleteFiles ?? 0);
  return before === undefined || files(point) < files(before);
}
