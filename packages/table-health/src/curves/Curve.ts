import type { ThresholdSource } from '../model';

/**
 * A cost in points over an input: piecewise linear in log10 of the input, 0 before the first
 * knot (or its points, if it has some), beyond the last knot on along the last piece.
 */
export interface Curve {
  /** What the input is, with its unit. */
  input: string;
  /** `[input, points]`, both rising; inputs above 0. */
  knots: ReadonlyArray<readonly [number, number]>;
  /** No cost beyond this; absent: the last piece goes on. */
  maxPoints?: number;
  /** Where the numbers come from. */
  source: ThresholdSource;
}

/** A speed curve goes no further than this: 200 points, reads take 100 times as long. Nobody measured beyond. */
export const speedPointsLimit = 200;
