const UNIT = 1024;

/**
 * Round sizes (1, 2, 5, 10 … of a binary unit) between 0 and a maximum, without the 0; the
 * last is the first that is not below the maximum. Two or three of them.
 */
export function byteTicks(max: number): number[] {
  if (!(max > 0) || !Number.isFinite(max)) {
    return [];
  }
  const unit = UNIT ** Math.max(0, Math.floor(Math.log(max) / Math.log(UNIT)));
  const raw = max / unit / 2;
  const magnitude = 10 ** Math.floor(Math.log10(raw));
  // 512 kB and 1 MB rather than 500 kB and 1,000 kB: the next unit begins at 1,024.
  const steps =
    raw > 200
      ? [256, 512, UNIT]
      : [1, 2, 5, 10].map(factor => factor * magnitude);
  const inUnit =
    steps.find(candidate => candidate >= raw * (1 - 1e-9)) ??
    steps[steps.length - 1];
  // Half a byte is no tick.
  const step = Math.max(1, inUnit * unit);
  const ticks: number[] = [];
  for (let tick = step; ; tick += step) {
    ticks.push(tick);
    if (tick >= max * (1 - 1e-9)) {
      return ticks;
    }
  }
}
