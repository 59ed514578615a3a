import fc from 'fast-check';
import * as promiseCurves from './promiseCurves';
import * as speedCurves from './speedCurves';
import type { Curve } from './Curve';
import { pointsOn } from './pointsOn';

const curves = Object.entries({ ...speedCurves, ...promiseCurves }).filter(
  (entry): entry is [string, Curve] =>
    typeof entry[1] === 'object' && 'knots' in entry[1],
);

describe('curves', () => {
  it.each(curves)(
    '%s passes through its knots and names its source',
    (_name, curve) => {
      for (const [input, points] of curve.knots) {
        expect(pointsOn(curve, input)).toBeCloseTo(points, 9);
      }
      expect(curve.source.label).not.toBe('');
      expect(curve.input).not.toBe('');
    },
  );

  it.each(curves)(
    '%s never falls, and stays within its limit',
    (_name, curve) => {
      const inputs = fc.double({ min: 0, max: 1e18, noNaN: true });
      fc.assert(
        fc.property(inputs, inputs, (a, b) => {
          const [low, high] = [
            pointsOn(curve, Math.min(a, b)),
            pointsOn(curve, Math.max(a, b)),
          ];
          expect(low).toBeLessThanOrEqual(high + 1e-9);
          expect(low).toBeGreaterThanOrEqual(0);
          expect(high).toBeLessThanOrEqual(curve.maxPoints ?? 200);
        }),
      );
    },
  );

  it('reads as the measurements do: ten times the rows for each row left are 100 points', () => {
    expect(pointsOn(speedCurves.deletedRowsCurve, 2)).toBeCloseTo(30.1, 1);
    expect(pointsOn(speedCurves.fileLayoutCurve, Number.NaN)).toBe(0);
  });
});
