import fc from 'fast-check';
import type {
  CalibratedFactor,
  SpeedCalibration,
  SpeedDimensionId,
} from '../calibration';
import { speedDimensionIds } from '../calibration';
import { resolvePolicy } from '../policy/resolvePolicy';
import { inputOf } from '../testing/tableOf';
import { judge } from './judge';

const policy = resolvePolicy({});

function calibrationOf(
  factors: Partial<Record<SpeedDimensionId, number>>,
): SpeedCalibration {
  const dimensions = Object.fromEntries(
    speedDimensionIds.map((id): [string, CalibratedFactor] => [
      id,
      {
        state: factors[id] === undefined ? 'not-enough' : 'measured',
        factor: factors[id] ?? 1,
        low: 0.3,
        high: 3,
        observations: 84,
        groups: 7,
        pointsChange: 0,
      },
    ]),
  ) as SpeedCalibration['dimensions'];
  return { observations: 84, groups: 7, tables: 3, dimensions };
}

const manyManifests = { manifests: { data: 300, deletes: 0, sizeBytes: 9n } };

describe('a calibrated judge', () => {
  it('multiplies the points of a curve by what queries say, and shows the change on that line', () => {
    const byCurves = judge(inputOf(manyManifests), policy);
    const calibrated = judge(
      inputOf(
        manyManifests,
        {},
        {
          calibration: calibrationOf({ manifests: 0.5 }),
        },
      ),
      policy,
    );
    const before = byCurves.dimensions.find(({ id }) => id === 'manifests')!;
    const after = calibrated.dimensions.find(({ id }) => id === 'manifests')!;
    expect(before.cost).toBeGreaterThan(60);
    expect(after.cost).toBeCloseTo(before.cost / 2, 0);
    expect(after.factor).toBeCloseTo(10 ** (after.cost / 100), 6);
    expect(after.calibration).toMatchObject({
      state: 'measured',
      factor: 0.5,
      observations: 84,
      costByCurve: before.cost,
      text: `Measured on 84 runs of your queries: the curve's points times 0.5 (0.3 to 3), ${after.cost} points instead of ${before.cost}`,
    });
    expect(calibrated.score).toBeGreaterThan(byCurves.score!);
    expect(calibrated.slowdown).toBeLessThan(byCurves.slowdown);
    // What a step brings is predicted by the same curves.
    const step = calibrated.recommendations.find(
      ({ id }) => id === 'rewrite-manifests',
    )!;
    expect(step.slowdownBefore).toBeCloseTo(calibrated.slowdown, 6);
  });

  it('says of a line that queries tell too little, and leaves its points', () => {
    const byCurves = judge(inputOf(manyManifests), policy);
    const calibrated = judge(
      inputOf(manyManifests, {}, { calibration: calibrationOf({}) }),
      policy,
    );
    expect(calibrated.score).toBe(byCurves.score);
    expect(
      calibrated.dimensions.find(({ id }) => id === 'manifests')?.calibration,
    ).toMatchObject({
      state: 'not-enough',
      text: 'The curve as it is: 84 runs of your queries are not enough to tell another',
    });
  });

  it('says nothing of calibration where there is no history', () => {
    const { dimensions } = judge(inputOf(manyManifests), policy);
    expect(dimensions.every(({ calibration }) => !calibration)).toBe(true);
  });

  it('never gives a worse table the better score', () => {
    const factor = fc.double({ min: -10, max: 100 });
    const count = fc.integer({ min: 0, max: 3000 });
    fc.assert(
      fc.property(
        fc.record({
          manifests: factor,
          deletes: factor,
          'file-layout': factor,
        }),
        fc.tuple(count, count),
        fc.tuple(count, count),
        (factors, manifests, deletes) => {
          const scoreOf = (which: (a: number, b: number) => number) =>
            judge(
              inputOf(
                {
                  manifests: {
                    data: which(...manifests),
                    deletes: 0,
                    sizeBytes: 9n,
                  },
                  positionDeleteFiles: which(...deletes),
                  positionDeleteRecords: BigInt(which(...deletes)) * 100n,
                  equalityDeleteFiles: 5,
                  equalityDeleteRecords: BigInt(which(...deletes)) * 50n,
                  deleteFilesPerDataFile: which(...deletes),
                  maxDeleteFilesPerDataFile: which(...deletes),
                },
                {},
                { calibration: calibrationOf(factors) },
              ),
              policy,
            ).score!;
          expect(scoreOf(Math.max)).toBeLessThanOrEqual(scoreOf(Math.min));
        },
      ),
    );
  });
});
