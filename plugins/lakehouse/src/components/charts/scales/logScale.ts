import { continuousScale } from './ContinuousScale';
import type { ContinuousScale } from './ContinuousScale';

/**
 * A scale on which equal factors are equally long. The domain must be positive;
 * values at or below zero are drawn at its start, because they have no logarithm.
 */
export function logScale(
  domain: readonly [number, number],
  range: readonly [number, number],
): ContinuousScale {
  if (!(domain[0] > 0) || !(domain[1] > 0)) {
    throw new RangeError(
      `A logarithmic scale needs a positive domain, not ${domain[0]} to ${domain[1]}`,
    );
  }
  const floor = Math.min(domain[0], domain[1]);
  return continuousScale(domain, range, {
    forward: value => Math.log(value > 0 ? value : floor),
    backward: value => Math.exp(value),
  });
}
