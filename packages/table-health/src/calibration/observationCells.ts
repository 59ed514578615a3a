import { speedDimensionIds, type SpeedObservation } from './SpeedCalibration';

/** Runs of one statement on one state of one table, as one. */
export interface ObservationCell {
  /** Median of `100 · log10(seconds)`: points, as the curves have them. */
  y: number;
  /** Points by the curves, in the order of {@link speedDimensionIds}, and `100 · log10(bytes)` at the end. */
  x: number[];
  /** How many single runs it is worth. */
  weight: number;
  runs: number;
}

/** One statement on one table, in at least two states of it. */
export interface ObservationGroup {
  table: string;
  cells: ObservationCell[];
}

/** Runs in one state of a table share what else went on at that time: many say little more than a few. */
const sharedVariance = 0.25;

/** States that differ by less, in points, are one. */
const sameState = { points: 1, size: 5 };

/** Position of the size in {@link ObservationCell.x}. */
export const sizeColumn = speedDimensionIds.length;

/** Leaves out what is no observation: times, points or sizes that are not finite, or negative. */
export function usableObservations(
  observations: Iterable<SpeedObservation>,
): SpeedObservation[] {
  const usable: SpeedObservation[] = [];
  for (const observation of observations) {
    const { seconds, atMs, points } = observation;
    if (
      seconds > 0 &&
      Number.isFinite(seconds) &&
      Number.isFinite(atMs) &&
      speedDimensionIds.every(id => isPoints(points[id]))
    ) {
      usable.push(observation);
    }
  }
  return usable;
}

/**
 * Groups observations by table and statement, and those of one state within. Groups with a single state compare
 * nothing and are left out.
 */
export function groupObservations(
  observations: readonly SpeedObservation[],
): ObservationGroup[] {
  const byGroup = new Map<string, SpeedObservation[]>();
  for (const observation of observations) {
    const key = JSON.stringify([observation.table, observation.fingerprint]);
    const group = byGroup.get(key);
    if (group) {
      group.push(observation);
    } else {
      byGroup.set(key, [observation]);
    }
  }
  const groups: ObservationGroup[] = [];
  // In an order of their own: sums must not depend on the order in which observations come.
  for (const [, group] of [...byGroup].sort(([a], [b]) => compare(a, b))) {
    const cells = cellsOf(group);
    if (cells.length > 1) {
      groups.push({ table: group[0].table, cells });
    }
  }
  return groups;
}

function cellsOf(group: readonly SpeedObservation[]): ObservationCell[] {
  // What is not known of each of them can't be compared: then it counts as if it had not moved.
  const isKnown = speedDimensionIds.map(id =>
    group.every(({ points }) => points[id] !== undefined),
  );
  const isSizeKnown = group.every(({ sizeBytes }) => isSize(sizeBytes));
  const byState = new Map<string, { x: number[]; ys: number[] }>();
  for (const { points, seconds, sizeBytes } of group) {
    const x = speedDimensionIds.map((id, i) => (isKnown[i] ? points[id]! : 0));
    x.push(isSizeKnown ? 100 * Math.log10(sizeBytes!) : 0);
    const key = x
      .map((value, i) =>
        Math.round(
          value / (i === sizeColumn ? sameState.size : sameState.points),
        ),
      )
      .join();
    const y = 100 * Math.log10(seconds);
    const cell = byState.get(key);
    if (cell) {
      cell.ys.push(y);
      cell.x.forEach((sum, i) => (cell.x[i] = sum + x[i]));
    } else {
      byState.set(key, { x, ys: [y] });
    }
  }
  return [...byState]
    .sort(([a], [b]) => compare(a, b))
    .map(([, { x, ys }]) => ({
      y: median(ys),
      x: x.map(sum => sum / ys.length),
      weight: ys.length / (1 + (ys.length - 1) * sharedVariance),
      runs: ys.length,
    }));
}

/** Points of an observation, as they may be: absent, or 0 and more. */
function isPoints(points: number | undefined): boolean {
  return points === undefined || (Number.isFinite(points) && points >= 0);
}

function isSize(bytes: number | undefined): boolean {
  return bytes !== undefined && Number.isFinite(bytes) && bytes > 0;
}

function median(values: number[]): number {
  const sorted = values.sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? sorted[middle]
    : (sorted[middle - 1] + sorted[middle]) / 2;
}

function compare(a: string, b: string): number {
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
}
