import { factorPrior, fitFactors, type FittedFactors } from './fitFactors';
import {
  groupObservations,
  usableObservations,
  type ObservationGroup,
} from './observationCells';
import {
  factorBounds,
  speedDimensionIds,
  type CalibratedFactor,
  type SpeedCalibration,
  type SpeedDimensionId,
  type SpeedObservation,
} from './SpeedCalibration';

/** A dimension has moved in a group when its points differ by this much between two states: 1.12×. */
const movedFromPoints = 5;

/** Fewer than these say nothing of a dimension. */
const enough = { groups: 2, observations: 12 };

/** Queries must say about a factor as much as was believed before: three quarters of its deviation are left at most. */
const largestDeviation = 0.75 * factorPrior.deviation;

/** Standard deviations to each side that hold 90 %. */
const ninetyPercent = 1.645;

/**
 * Says by how much the points of each speed dimension are to be multiplied, so that they agree with the queries of one
 * lakehouse. Only runs of the same statement on the same table are compared with each other, so neither the sizes of
 * tables nor the kinds of queries matter. A dimension that moved too little keeps the curve as it is.
 *
 * Deterministic; the order of the observations does not matter. How it is done: docs/health.md, "Calibration".
 *
 * @public
 */
export function calibrateSpeed(
  observations: Iterable<SpeedObservation>,
): SpeedCalibration {
  const usable = usableObservations(observations);
  const groups = groupObservations(usable);
  const latest = latestPoints(usable);
  const counted = speedDimensionIds.map((_, column) => movedIn(groups, column));
  const { asked, fitted } = fitCertain(
    groups,
    speedDimensionIds
      .map((_, column) => column)
      .filter(
        column =>
          counted[column].groups >= enough.groups &&
          counted[column].observations >= enough.observations,
      ),
  );
  const dimensions = Object.fromEntries(
    speedDimensionIds.map((id, column): [string, CalibratedFactor] => [
      id,
      asked.includes(column)
        ? measured(
            fitted.factors[column],
            fitted.deviations[column],
            counted[column],
            latest.get(id) ?? 0,
          )
        : { ...notEnough, ...counted[column] },
    ]),
  ) as Record<SpeedDimensionId, CalibratedFactor>;
  const times = groups.length > 0 ? timesOf(usable) : {};
  return {
    observations: groups.reduce((sum, { cells }) => sum + runsOf(cells), 0),
    groups: groups.length,
    tables: new Set(groups.map(({ table }) => table)).size,
    ...times,
    dimensions,
  };
}

/** Fits the factors of which queries say enough. The rest is what the curves say: the others are fitted beside that. */
function fitCertain(
  groups: readonly ObservationGroup[],
  asked: readonly number[],
): { asked: readonly number[]; fitted: FittedFactors } {
  const fitted = fitFactors(groups, asked);
  const certain = asked.filter(
    column => fitted.deviations[column] <= largestDeviation,
  );
  return certain.length === asked.length
    ? { asked, fitted }
    : fitCertain(groups, certain);
}

const notEnough = {
  state: 'not-enough' as const,
  factor: 1,
  low: factorBounds.low,
  high: factorBounds.high,
  pointsChange: 0,
};

function measured(
  fitted: number,
  deviation: number,
  counted: { observations: number; groups: number },
  meanPoints: number,
): CalibratedFactor {
  const factor = round(fitted);
  const within = (value: number) =>
    round(Math.min(factorBounds.high, Math.max(factorBounds.low, value)));
  return {
    state: 'measured',
    factor,
    low: within(fitted - ninetyPercent * deviation),
    high: within(fitted + ninetyPercent * deviation),
    ...counted,
    pointsChange: Math.round((factor - 1) * meanPoints * 10) / 10,
  };
}

/** Groups in which a dimension has moved, and the runs in them. */
function movedIn(
  groups: readonly ObservationGroup[],
  column: number,
): { observations: number; groups: number } {
  const moved = groups.filter(({ cells }) => {
    let low = Infinity;
    let high = -Infinity;
    for (const { x } of cells) {
      low = Math.min(low, x[column]);
      high = Math.max(high, x[column]);
    }
    return high - low >= movedFromPoints;
  });
  return {
    groups: moved.length,
    observations: moved.reduce((sum, { cells }) => sum + runsOf(cells), 0),
  };
}

/** Mean over tables of what each dimension cost when the table was queried last. */
function latestPoints(
  observations: readonly SpeedObservation[],
): Map<SpeedDimensionId, number> {
  const latest = new Map<string, SpeedObservation>();
  for (const observation of observations) {
    const known = latest.get(observation.table);
    if (!known || isLater(observation, known)) {
      latest.set(observation.table, observation);
    }
  }
  const means = new Map<SpeedDimensionId, number>();
  for (const id of speedDimensionIds) {
    let sum = 0;
    for (const { points } of latest.values()) {
      sum += points[id] ?? 0;
    }
    means.set(id, latest.size > 0 ? sum / latest.size : 0);
  }
  return means;
}

/** Of two at the same time the one that costs more: either will do, as long as it is always the same. */
function isLater(a: SpeedObservation, b: SpeedObservation): boolean {
  return a.atMs === b.atMs ? total(a) > total(b) : a.atMs > b.atMs;
}

function total({ points }: SpeedObservation): number {
  return speedDimensionIds.reduce((sum, id) => sum + (points[id] ?? 0), 0);
}

function timesOf(observations: readonly SpeedObservation[]) {
  let firstAtMs = Infinity;
  let lastAtMs = -Infinity;
  for (const { atMs } of observations) {
    firstAtMs = Math.min(firstAtMs, atMs);
    lastAtMs = Math.max(lastAtMs, atMs);
  }
  return { firstAtMs, lastAtMs };
}

function runsOf(cells: ObservationGroup['cells']): number {
  return cells.reduce((sum, { runs }) => sum + runs, 0);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
