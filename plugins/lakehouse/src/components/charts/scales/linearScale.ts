import { continuousScale } from './ContinuousScale';
import type { ContinuousScale } from './ContinuousScale';

/** A scale on which equal differences are equally long. */
export function linearScale(
  domain: readonly [number, number],
  range: readonly [number, number],
): ContinuousScale {
  return continuousScale(domain, range, {
    forward: value => value,
    backward: value => value,
  });
}
