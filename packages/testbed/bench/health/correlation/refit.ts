import {
  type HealthInput,
  type HealthPolicy,
  predictSpeed,
  resolvePolicy,
  speedCurves,
  type SpeedCurves,
} from '@lakehouse-portal/table-health';
import { nonNegativeLeastSquares } from './nonNegativeLeastSquares';

/** A table, and how much longer its reads took than those of its twin. */
export interface Sample {
  input: HealthInput;
  slowdown: number;
}

type CurveName = keyof SpeedCurves;

/**
 * From where on each further unit of an input costs the same time. Where a curve has points there already, that is a step:
 * the first delete file takes the count from metadata away, the others are only opened. Below, a curve keeps its shape.
 */
const LINEAR_FROM: Record<CurveName, number> = {
  fileLayout: 50,
  manifests: 10,
  positionDeletes: 1,
  deletedRows: 1,
  equalityDeletes: 1000,
  orderFiles: 25,
  orderRows: 250_000,
};

/** Where nothing was measured: 30 points, a factor of two, for each power of ten. */
const NEUTRAL_SLOPE = 30;
/** A height that is 100 points away from that weighs as 10 points of error, a step that is 100 points high as well. */
const SHRINKAGE = 0.1;
const ITERATIONS = 6;
/** In points: no step goes further any more. */
const CLOSE_ENOUGH = 0.05;
/** Of a parameter, to see what it does: costs are rounded to tenths. */
const STEP_POINTS = 5;

/** The step of a curve, or what its last knot costs beyond it; in points. */
interface Parameter {
  curve: CurveName;
  part: 'step' | 'last';
}

const PARAMETERS: Parameter[] = (
  Object.keys(LINEAR_FROM) as CurveName[]
).flatMap(curve => [
  ...(stepOf(curve) > 0 ? [{ curve, part: 'step' as const }] : []),
  { curve, part: 'last' as const },
]);

function stepOf(curve: CurveName): number {
  const knot = speedCurves[curve].knots.find(
    ([input]) => input === LINEAR_FROM[curve],
  );
  if (!knot) throw new Error(`${curve} has no knot where it becomes linear`);
  return knot[1];
}

/**
 * Fits all speed curves to measurements, from nothing: only where their knots lie, and what their inputs are, is kept. Least
 * squares of `100 · log10(slowdown)` by the judge itself (Gauss-Newton), with curves of which each unit costs the same time:
 * nine numbers for all of them, so that they say something of inputs beyond those that were measured.
 */
export function refit(samples: Sample[]): SpeedCurves {
  const policy = resolvePolicy();
  const wanted = samples.map(({ slowdown }) => 100 * Math.log10(slowdown));
  const inputs = samples.map(({ input }) => withoutHistory(input));
  let values = PARAMETERS.map(neutral);
  for (let i = 0; i < ITERATIONS; i++) {
    const next = nextValues(values, inputs, wanted, policy);
    const moved = distance(next, values);
    values = next;
    if (moved < CLOSE_ENOUGH) break;
  }
  return curvesOf(values);
}

function distance(a: number[], b: number[]): number {
  return Math.max(...a.map((value, i) => Math.abs(value - b[i])));
}

/** No speed dimension looks at it, and it is long. */
function withoutHistory(input: HealthInput): HealthInput {
  const { metadata } = input;
  return {
    ...input,
    metadata: { ...metadata, snapshots: metadata.snapshots.slice(-1) },
  };
}

/** One step of Gauss and Newton: the judge is taken to be straight around where it is. */
function nextValues(
  values: number[],
  inputs: HealthInput[],
  wanted: number[],
  policy: HealthPolicy,
): number[] {
  const predicted = (of: number[]) => {
    const curves = curvesOf(of);
    return inputs.map(input => predictSpeed(input, policy, curves));
  };
  const now = predicted(values);
  const columns = values.map((_, parameter) =>
    predicted(
      values.map((value, i) => (i === parameter ? value + STEP_POINTS : value)),
    ).map((points, n) => (points - now[n]) / STEP_POINTS),
  );
  const rows = now.map((_, n) => columns.map(column => column[n]));
  const right = now.map((points, n) => {
    const straight = rows[n].reduce(
      (sum, slope, i) => sum + slope * values[i],
      0,
    );
    return wanted[n] - (points - straight);
  });
  for (const [n, parameter] of PARAMETERS.entries()) {
    rows.push(values.map((_, i) => (i === n ? SHRINKAGE : 0)));
    right.push(SHRINKAGE * neutral(parameter));
  }
  return nonNegativeLeastSquares(rows, right);
}

/** What a parameter is taken to be before anything was measured. */
function neutral({ curve, part }: Parameter): number {
  if (part === 'step') return 0;
  const { knots } = speedCurves[curve];
  const [last] = knots[knots.length - 1];
  return NEUTRAL_SLOPE * Math.log10(last / LINEAR_FROM[curve]);
}

function curvesOf(values: number[]): SpeedCurves {
  const fitted: SpeedCurves = { ...speedCurves };
  const valueOf = (curve: CurveName, part: Parameter['part']) => {
    const found = PARAMETERS.findIndex(
      parameter => parameter.curve === curve && parameter.part === part,
    );
    return found < 0 ? 0 : values[found];
  };
  for (const name of Object.keys(LINEAR_FROM) as CurveName[]) {
    const { maxPoints, ...curve } = fitted[name];
    const from = LINEAR_FROM[name];
    const step = valueOf(name, 'step');
    const last = curve.knots[curve.knots.length - 1][0];
    const beyond = factorOf(valueOf(name, 'last')) - 1;
    const knots = curve.knots.map(([input, points]): [number, number] => [
      input,
      input < from
        ? (step * points) / stepOf(name)
        : 100 *
          Math.log10(
            factorOf(step) + (beyond * (input - from)) / (last - from),
          ),
    ]);
    // A limit is the height of the last knot.
    fitted[name] = {
      ...curve,
      knots,
      ...(maxPoints === undefined
        ? {}
        : { maxPoints: knots[knots.length - 1][1] }),
    };
  }
  return fitted;
}

function factorOf(points: number): number {
  return 10 ** (points / 100);
}
