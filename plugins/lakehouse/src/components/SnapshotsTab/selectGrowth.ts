import type {
  GrowthPoint,
  TableSnapshots,
} from '@lakehouse-portal/plugin-lakehouse-common';
import type { GrowthRange } from './useSnapshotsState';

const DAY_MS = 86_400_000;
const RANGE_DAYS: Record<Exclude<GrowthRange, 'all'>, number> = {
  '7d': 7,
  '30d': 30,
  '90d': 90,
};

/** A point of the growth with its time in milliseconds since the epoch. */
export interface TimedPoint extends GrowthPoint {
  atMs: number;
}

/** What the growth chart shows. */
export interface GrowthSelection {
  startMs: number;
  endMs: number;
  /** Snapshots within the period, oldest first. */
  points: TimedPoint[];
  /** State of the table when the period began, if it existed then. */
  before?: TimedPoint;
  commitsByDay: TableSnapshots['commitsByDay'];
  commits: number;
}

/**
 * The part of a table's growth that a period shows. It ends now, not at the last commit:
 * that nothing was written lately is part of the answer.
 */
export function selectGrowth(
  snapshots: Pick<TableSnapshots, 'growth' | 'commitsByDay'>,
  range: GrowthRange,
  nowMs: number,
): GrowthSelection {
  const all = snapshots.growth
    .map(point => ({ ...point, atMs: Date.parse(point.at) }))
    .filter(point => !Number.isNaN(point.atMs))
    .sort((a, b) => a.atMs - b.atMs);
  const first = all[0]?.atMs ?? nowMs;
  const last = all.at(-1)?.atMs ?? nowMs;
  // A clock that is ahead of ours must not cut off the newest snapshot.
  const endMs = Math.max(nowMs, last);
  const startMs =
    range === 'all'
      ? Math.min(first, endMs - 1)
      : endMs - RANGE_DAYS[range] * DAY_MS;
  const points = all.filter(point => point.atMs >= startMs);
  const commitsByDay = snapshots.commitsByDay.filter(
    day => Date.parse(day.day) + DAY_MS > startMs,
  );
  return {
    startMs,
    endMs,
    points,
    before: all.filter(point => point.atMs < startMs).at(-1),
    commitsByDay,
    commits: commitsByDay.reduce(
      (sum, day) =>
        sum + day.append + day.overwrite + day.delete + day.replace + day.other,
      0,
    ),
  };
}

/**
 * The period that shows most without being asked: 30 days, or all where those say too
 * little or the table is younger.
 */
export function defaultRange(
  snapshots: Pick<TableSnapshots, 'growth' | 'commitsByDay'>,
  nowMs: number,
): GrowthRange {
  const { points, before } = selectGrowth(snapshots, '30d', nowMs);
  return before && points.length >= 2 ? '30d' : 'all';
}

/** A figure that a point may have. */
export type GrowthFigure =
  | 'records'
  | 'dataFiles'
  | 'deleteFiles'
  | 'sizeBytes';

/**
 * A figure as steps: a table stays as it is until the next snapshot. Where a writer left
 * the figure out, there is a gap.
 */
export function stepPoints(
  selection: GrowthSelection,
  figure: GrowthFigure,
): Array<{ x: number; y?: number }> {
  const steps: Array<{ x: number; y?: number }> = [];
  let value = selection.before?.[figure];
  if (selection.before) {
    steps.push({ x: selection.startMs, y: value });
  }
  for (const point of selection.points) {
    if (value !== undefined) {
      steps.push({ x: point.atMs, y: value });
    }
    value = point[figure];
    steps.push({ x: point.atMs, y: value });
  }
  if (value !== undefined) {
    steps.push({ x: selection.endMs, y: value });
  }
  return steps;
}

/** Index of the point that is nearest to a time; -1 without any. */
export function nearestPoint(
  points: readonly TimedPoint[],
  atMs: number,
): number {
  let nearest = -1;
  for (const [index, point] of points.entries()) {
    if (
      nearest === -1 ||
      Math.abs(point.atMs - atMs) < Math.abs(points[nearest].atMs - atMs)
    ) {
      nearest = index;
    }
  }
  return nearest;
}
