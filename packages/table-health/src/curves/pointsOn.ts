import type { Curve } from './Curve';
import { speedPointsLimit } from './Curve';

/**
 * Points that an input costs on a curve. Never falls when the input rises.
 *
 * @param curve - The curve.
 * @param input - 0 or more; 0 costs nothing.
 */
export function pointsOn(curve: Curve, input: number): number {
  if (!(input > 0)) {
    return 0;
  }
  const { knots } = curve;
  const limit = curve.maxPoints ?? speedPointsLimit;
  const [firstInput, firstPoints] = knots[0];
  if (input <= firstInput) {
    return Math.min(limit, firstPoints);
  }
  for (let i = 1; i < knots.length; i++) {
    const [rightInput, rightPoints] = knots[i];
    // The last piece goes on beyond its end.
    if (input <= rightInput || i === knots.length - 1) {
      const [leftInput, leftPoints] = knots[i - 1];
      const share =
        Math.log10(input / leftInput) / Math.log10(rightInput / leftInput);
      return Math.min(limit, leftPoints + share * (rightPoints - leftPoints));
    }
  }
  return Math.min(limit, firstPoints);
}
