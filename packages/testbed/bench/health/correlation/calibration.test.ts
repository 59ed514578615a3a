import {
  calibrateSpeed,
  factorOf,
  judge,
  resolvePolicy,
  speedDimensionIds,
  type SpeedCalibration,
  type SpeedObservation,
} from '@lakehouse-portal/table-health';
import { COMMITTED } from '../options';
import { Measurements, type EngineName } from '../measurements/Measurements';
import { SHAPES } from '../tables/shapes';

const measurements = new Measurements(COMMITTED);
const tables = measurements.readTables();
const policy = resolvePolicy();

function pointsOf(shape: string): Required<SpeedObservation['points']> {
  const { dimensions } = judge(tables[shape], policy);
  return Object.fromEntries(
    speedDimensionIds.map(id => [
      id,
      dimensions.find(dimension => dimension.id === id)!.cost,
    ]),
  ) as Required<SpeedObservation['points']>;
}

/** What was measured, as a lakehouse would have seen it: each shape is a table that was queried when it was ill, and when it was well. */
function errorsOn(engine: EngineName) {
  const { shapes } = measurements.read(engine)!;
  const known = SHAPES.map(({ name }) => name).filter(name => shapes[name]);
  const well = pointsOf('twin');
  const points = new Map(known.map(name => [name, pointsOf(name)]));
  const calibratedWithout = (left: string) =>
    calibrateSpeed(
      known
        .filter(name => name !== left)
        .flatMap(name =>
          Object.entries(shapes[name].queries).flatMap(
            ([fingerprint, { tableMs, twinMs }]) => [
              {
                ...{ table: name, fingerprint, atMs: 1 },
                ...{ seconds: tableMs / 1000, points: points.get(name)! },
              },
              {
                ...{ table: name, fingerprint, atMs: 2 },
                ...{ seconds: twinMs / 1000, points: well },
              },
            ],
          ),
        ),
    );
  /** Root of the mean square of the logarithm, as a factor. */
  const errorOf = (
    calibrationOf: (name: string) => SpeedCalibration | undefined,
  ) =>
    10 **
    (Math.sqrt(
      known.reduce((sum, name) => {
        const calibration = calibrationOf(name);
        const predicted = speedDimensionIds.reduce(
          (all, id) => all + factorOf(calibration, id) * points.get(name)![id],
          0,
        );
        return sum + (predicted - 100 * Math.log10(shapes[name].slowdown)) ** 2;
      }, 0) / known.length,
    ) /
      100);
  return {
    curves: errorOf(() => undefined),
    calibrated: errorOf(calibratedWithout),
  };
}

describe('curves that are calibrated with the other shapes that were measured on an engine', () => {
  it.each([
    ['trino', 1.34, 1.25],
    ['trino-next', 1.32, 1.28],
    ['embedded', 2.56, 1.37],
  ] as const)(
    'are nearer to what a shape takes on %s: off by %f× as they are, by %f× calibrated',
    (engine, asTheyAre, byOthers) => {
      const { curves, calibrated } = errorsOn(engine);
      expect(curves).toBeCloseTo(asTheyAre, 1);
      expect(calibrated).toBeCloseTo(byOthers, 1);
      expect(calibrated).toBeLessThan(curves);
    },
  );
});
