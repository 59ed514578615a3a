import { factorBounds } from './SpeedCalibration';
import { sizeColumn, type ObservationGroup } from './observationCells';

/** What is believed of a factor before there is a query: the curve is right, within a half. */
export const factorPrior = { mean: 1, deviation: 0.5 };

/** Of queries on a table of ten times the size: between not slower at all (a lookup) and ten times (a scan). */
const sizePrior = { mean: 0.5, deviation: 0.5, low: 0, high: 1.5 };

/** Points by which runs of the same query on the same table differ. */
const noise = { prior: 15, priorWeight: 4, least: 5 };

/** Degrees of freedom of Student's t: what is far off counts little. */
const freedom = 4;

/** What is far off tells less than its weight says: what Student's t knows of its centre, as against a normal. */
const lessCertain = (freedom + 3) / (freedom + 1);

const maxRounds = 30;
const settled = 1e-4;

/** Factors with the standard deviation of each, by column; `NaN` for columns that were not asked for. */
export interface FittedFactors {
  factors: number[];
  deviations: number[];
}

/**
 * Fits `y = a(group) + Σ factor · x + noise`, with a normal prior on each factor, noise of Student's t, and factors kept
 * within their bounds. Columns that are not asked for have the factor 1.
 *
 * Expectation and maximisation: a cell's weight falls with its distance, then the bounded least squares are solved anew.
 */
export function fitFactors(
  groups: readonly ObservationGroup[],
  asked: readonly number[],
): FittedFactors {
  const columns = [...asked, sizeColumn];
  const size = columns.length;
  const priors = columns.map(column =>
    column === sizeColumn ? sizePrior : { ...factorPrior, ...factorBounds },
  );
  const fixed = Array.from(
    { length: sizeColumn },
    (_, column) => column,
  ).filter(column => !asked.includes(column));
  const trust = groups.map(({ cells }) => cells.map(() => 1));
  const factors = priors.map(({ mean }) => mean);
  let variance = noise.prior ** 2;
  let hessian: number[][] = [];
  for (let round = 0; round < maxRounds; round++) {
    hessian = priors.map(({ deviation }, i) =>
      priors.map((_, j) => (i === j ? 1 / deviation ** 2 : 0)),
    );
    const gradient = priors.map(({ mean, deviation }) => mean / deviation ** 2);
    const centred = groups.map((group, g) =>
      centre(group, trust[g], columns, fixed),
    );
    for (const rows of centred) {
      for (const { x, y, weight } of rows) {
        for (let i = 0; i < size; i++) {
          const scaled = (weight * x[i]) / variance;
          gradient[i] += scaled * y;
          for (let j = 0; j < size; j++) {
            hessian[i][j] += scaled * x[j];
          }
        }
      }
    }
    const moved = solveBounded(hessian, gradient, priors, factors);
    let sum = noise.priorWeight * noise.prior ** 2;
    let count = noise.priorWeight;
    for (const [g, rows] of centred.entries()) {
      for (const [c, { x, y }] of rows.entries()) {
        const residual = y - dot(x, factors);
        const square = groups[g].cells[c].weight * residual ** 2;
        trust[g][c] = (freedom + 1) / (freedom + square / variance);
        sum += trust[g][c] * square;
        count += 1;
      }
    }
    // The level of each group is fitted, too: it takes up one cell.
    count -= groups.length;
    const next = Math.max(noise.least ** 2, sum / count);
    const still = Math.abs(next / variance - 1) < settled && moved < settled;
    variance = next;
    if (still) {
      break;
    }
  }
  const inverse = invert(hessian);
  const result = {
    factors: Array.from({ length: sizeColumn }, () => Number.NaN),
    deviations: Array.from({ length: sizeColumn }, () => Number.NaN),
  };
  asked.forEach((column, i) => {
    result.factors[column] = factors[i];
    result.deviations[column] = Math.sqrt(
      Math.max(0, inverse[i][i]) * lessCertain,
    );
  });
  return result;
}

interface CentredRow {
  x: number[];
  y: number;
  weight: number;
}

/** Cells as differences from the mean of their group; what fixed columns predict is taken off. */
function centre(
  { cells }: ObservationGroup,
  trust: readonly number[],
  columns: readonly number[],
  fixed: readonly number[],
): CentredRow[] {
  const rows = cells.map((cell, c) => ({
    x: columns.map(column => cell.x[column]),
    y: cell.y - fixed.reduce((sum, column) => sum + cell.x[column], 0),
    weight: cell.weight * trust[c],
  }));
  const total = rows.reduce((sum, { weight }) => sum + weight, 0);
  const meanY =
    rows.reduce((sum, { y, weight }) => sum + weight * y, 0) / total;
  const meanX = columns.map(
    (_, i) =>
      rows.reduce((sum, { x, weight }) => sum + weight * x[i], 0) / total,
  );
  return rows.map(({ x, y, weight }) => ({
    x: x.map((value, i) => value - meanX[i]),
    y: y - meanY,
    weight,
  }));
}

/** Coordinate descent, which ends at the one minimum: the sum of squares with its prior is strictly convex. Tells how far it went. */
function solveBounded(
  hessian: readonly number[][],
  gradient: readonly number[],
  bounds: ReadonlyArray<{ low: number; high: number }>,
  factors: number[],
): number {
  const before = [...factors];
  for (let pass = 0; pass < 1000; pass++) {
    let moved = 0;
    for (let i = 0; i < factors.length; i++) {
      const others = dot(hessian[i], factors) - hessian[i][i] * factors[i];
      const free = (gradient[i] - others) / hessian[i][i];
      const next = Math.min(bounds[i].high, Math.max(bounds[i].low, free));
      moved = Math.max(moved, Math.abs(next - factors[i]));
      factors[i] = next;
    }
    if (moved < 1e-9) {
      break;
    }
  }
  return factors.reduce(
    (most, factor, i) => Math.max(most, Math.abs(factor - before[i])),
    0,
  );
}

/** Gauss and Jordan; the matrix is positive definite, so no pivot is 0. */
function invert(matrix: readonly number[][]): number[][] {
  const size = matrix.length;
  const rows = matrix.map((row, i) => [
    ...row,
    ...row.map((_, j) => (i === j ? 1 : 0)),
  ]);
  for (let i = 0; i < size; i++) {
    const pivot = rows[i][i];
    rows[i] = rows[i].map(value => value / pivot);
    for (let k = 0; k < size; k++) {
      if (k !== i) {
        const times = rows[k][i];
        rows[k] = rows[k].map((value, j) => value - times * rows[i][j]);
      }
    }
  }
  return rows.map(row => row.slice(size));
}

function dot(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) {
    sum += a[i] * b[i];
  }
  return sum;
}
