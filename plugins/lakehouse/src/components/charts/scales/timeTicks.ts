const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const STEPS_MS = [
  SECOND_MS,
  5 * SECOND_MS,
  15 * SECOND_MS,
  MINUTE_MS,
  2 * MINUTE_MS,
  5 * MINUTE_MS,
  15 * MINUTE_MS,
  30 * MINUTE_MS,
  HOUR_MS,
  3 * HOUR_MS,
  6 * HOUR_MS,
  12 * HOUR_MS,
  DAY_MS,
  2 * DAY_MS,
  5 * DAY_MS,
  7 * DAY_MS,
  14 * DAY_MS,
  28 * DAY_MS,
  56 * DAY_MS,
  91 * DAY_MS,
  182 * DAY_MS,
  364 * DAY_MS,
];

/**
 * Moments (UTC, milliseconds since the epoch) for a time axis, evenly apart and at
 * most `maxCount`. They count back from the end, because the newest date is the one
 * that people look for.
 */
export function timeTicks(
  domain: readonly [number, number],
  maxCount: number,
): { ticks: number[]; stepMs: number } {
  const [start, end] = domain;
  if (!Number.isFinite(start) || !Number.isFinite(end) || end < start) {
    return { ticks: [], stepMs: DAY_MS };
  }
  const count = (step: number) =>
    Math.floor((alignedEnd(end, step) - start) / step) + 1;
  let stepMs = STEPS_MS.find(step => count(step) <= maxCount);
  if (stepMs === undefined) {
    const year = 364 * DAY_MS;
    stepMs = year * Math.ceil((end - start) / year / Math.max(1, maxCount - 1));
  }
  const ticks: number[] = [];
  for (let at = alignedEnd(end, stepMs); at >= start; at -= stepMs) {
    ticks.unshift(at);
  }
  return { ticks, stepMs };
}

/** Steps of days are at midnight UTC, smaller ones at full steps of the day. */
function alignedEnd(end: number, step: number): number {
  const grain = Math.min(step, DAY_MS);
  return Math.floor(end / grain) * grain;
}
