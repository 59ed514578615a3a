/**
 * Round values (1, 2 or 5 times a power of ten apart) inside a domain, at most
 * `maxCount` of them. With `integer`, steps below 1 are left out: half a file
 * is no tick.
 */
export function linearTicks(
  domain: readonly [number, number],
  maxCount: number,
  options: { integer?: boolean } = {},
): number[] {
  const [min, max] = domain[0] <= domain[1] ? domain : [domain[1], domain[0]];
  if (!Number.isFinite(min) || !Number.isFinite(max) || maxCount < 1) {
    return [];
  }
  if (min === max) {
    return [min];
  }
  const step = linearTickStep([min, max], maxCount, options);
  const first = Math.ceil(min / step - 1e-9);
  const last = Math.floor(max / step + 1e-9);
  const ticks: number[] = [];
  for (let index = first; index <= last; index++) {
    ticks.push(withoutRoundingNoise(index * step, step));
  }
  return ticks;
}

/**
 * Widens a domain to the ticks around it, so that the data ends at a gridline.
 */
export function niceDomain(
  domain: readonly [number, number],
  maxCount: number,
  options: { integer?: boolean } = {},
): [number, number] {
  const [min, max] = domain;
  if (min === max) {
    if (min === 0) {
      return [0, 1];
    }
    // One value has no extent: zero gives it one, and is true for sizes and counts.
    return min > 0
      ? niceDomain([0, max], maxCount, options)
      : niceDomain([min, 0], maxCount, options);
  }
  // Widening can add a tick at each end, so the step leaves room for them.
  const step = linearTickStep([min, max], Math.max(1, maxCount - 1), options);
  return [
    withoutRoundingNoise(Math.floor(min / step + 1e-9) * step, step),
    withoutRoundingNoise(Math.ceil(max / step - 1e-9) * step, step),
  ];
}

function linearTickStep(
  [min, max]: readonly [number, number],
  maxCount: number,
  options: { integer?: boolean },
): number {
  const raw = (max - min) / maxCount;
  let magnitude = 10 ** Math.floor(Math.log10(raw));
  if (options.integer) {
    magnitude = Math.max(1, magnitude);
  }
  for (;;) {
    for (const factor of [1, 2, 5]) {
      const step = factor * magnitude;
      const count =
        Math.floor(max / step + 1e-9) - Math.ceil(min / step - 1e-9) + 1;
      if (step >= raw * (1 - 1e-9) && count <= maxCount) {
        return step;
      }
    }
    magnitude *= 10;
  }
}

/** 0.1 + 0.2 is printed as 0.3. */
function withoutRoundingNoise(value: number, step: number): number {
  const digits = Math.min(20, Math.max(0, 2 - Math.floor(Math.log10(step))));
  return Math.abs(value) < step * 1e-9 ? 0 : Number(value.toFixed(digits));
}
