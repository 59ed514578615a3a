import { continuousScale } from './ContinuousScale';
import type { ContinuousScale } from './ContinuousScale';

/**
 * A scale of square roots: small counts stay visible beside large ones. Negative
 * values mirror the positive ones, so that bars can diverge from zero.
 */
export function sqrtScale(
  domain: readonly [number, number],
  range: readonly [number, number],
): ContinuousScale {
  return continuousScale(domain, range, {
    forward: value => Math.sign(value) * Math.sqrt(Math.abs(value)),
    backward: value => Math.sign(value) * value * value,
  });
}
