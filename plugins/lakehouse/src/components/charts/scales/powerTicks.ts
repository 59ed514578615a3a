/**
 * Powers of a base inside a positive domain; every second, third … of them when
 * there are more than `maxCount`.
 */
export function powerTicks(
  domain: readonly [number, number],
  base: number,
  maxCount: number,
): number[] {
  if (!(domain[0] > 0) || !(domain[1] >= domain[0]) || base <= 1) {
    return [];
  }
  const exponent = (value: number) => Math.log(value) / Math.log(base);
  const first = Math.ceil(exponent(domain[0]) - 1e-9);
  const last = Math.floor(exponent(domain[1]) + 1e-9);
  const every = Math.max(1, Math.ceil((last - first + 1) / maxCount));
  const ticks: number[] = [];
  for (let power = first; power <= last; power += every) {
    ticks.push(base ** power);
  }
  return ticks;
}
