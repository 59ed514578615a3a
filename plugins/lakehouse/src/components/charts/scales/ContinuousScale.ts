/**
 * Maps values of a domain onto pixels of a range, and back.
 */
export interface ContinuousScale {
  (value: number): number;
  /** The value at a pixel; the inverse of the scale. */
  invert(position: number): number;
  readonly domain: readonly [number, number];
  readonly range: readonly [number, number];
}

interface Transform {
  forward(value: number): number;
  backward(value: number): number;
}

/**
 * Builds a scale from a monotonous transform, so that linear, logarithmic and
 * square-root scales share their arithmetic. A domain without extent maps to the
 * middle of the range: one value is neither at the start nor at the end of it.
 */
export function continuousScale(
  domain: readonly [number, number],
  range: readonly [number, number],
  transform: Transform,
): ContinuousScale {
  const [from, to] = [
    transform.forward(domain[0]),
    transform.forward(domain[1]),
  ];
  const extent = to - from;
  function scale(value: number): number {
    if (extent === 0) {
      return (range[0] + range[1]) / 2;
    }
    const share = (transform.forward(value) - from) / extent;
    return range[0] + share * (range[1] - range[0]);
  }
  function invert(position: number): number {
    const width = range[1] - range[0];
    if (width === 0 || extent === 0) {
      return domain[0];
    }
    const share = (position - range[0]) / width;
    return transform.backward(from + share * extent);
  }
  return Object.assign(scale, { invert, domain, range });
}
