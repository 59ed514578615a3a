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
  const factor = [1, 2, 5, 10].find(candidate => candidate * magnitude >= raw * (1 - 1e-9)) ?? 10;
  // Half a byte is no tick.
  const step = Math.max(1, factor * magnitude * unit);
  const ticks: number[] = [];
  for (let tick = step; ; tick += step) {
    ticks.push(tick);
    if (tick >= max * (1 - 1e-9)) {
      return ticks;
    }
  }
}
