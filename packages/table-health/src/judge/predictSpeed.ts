import type { SpeedCurves } from '../curves';
import { speedCurves } from '../curves';
import type { HealthInput, HealthPolicy } from '../model';
import { assess } from './assess';

/**
 * How much longer reads of a table take than they need to, by given curves: for those who compare the judge with
 * measurements, or fit its curves to their own.
 *
 * @returns Points; `10 ** (points / 100)` is the factor.
 * @public
 */
export function predictSpeed(
  input: HealthInput,
  policy: HealthPolicy,
  curves: SpeedCurves = speedCurves,
): number {
  return assess(input, policy, curves).speedCost;
}
