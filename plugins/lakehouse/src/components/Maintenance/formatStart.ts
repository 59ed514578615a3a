import { formatDate, formatInstant } from '../shared';

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * When something may start: `28 Nov`; within a day its time, which a date alone would hide: `14:05 UTC`, on another day
 * `29 Nov, 02:00 UTC`.
 */
export function formatStart(atMs: number, nowMs: number): string {
  const date = formatDate(atMs, nowMs);
  if (!(Math.abs(atMs - nowMs) < DAY_MS)) {
    return date;
  }
  const time = `${formatInstant(atMs).slice(11, 16)} UTC`;
  return date === formatDate(nowMs, nowMs) ? time : `${date}, ${time}`;
}
