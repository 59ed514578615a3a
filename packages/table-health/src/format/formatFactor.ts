import { formatCount } from './formatCount';

/**
 * A slowdown with two significant digits: `3.7×`, `1.2×`, `12×`, `130×`. 1× is as fast as can be.
 *
 * @param factor - 1 or more.
 * @public
 */
export function formatFactor(factor: number): string {
  if (!Number.isFinite(factor) || factor < 0) {
    return 'unknown';
  }
  const rounded = Number(factor.toPrecision(2));
  return `${rounded >= 1000 ? formatCount(rounded) : rounded}×`;
}
