const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/**
 * A span of time as a sentence says it, in its largest whole unit: `45 seconds`, `12 minutes`, `1 hour`, `29 days`.
 *
 * @param durationMs - Milliseconds; negative ones count as 0.
 * @public
 */
export function formatDuration(durationMs: number): string {
  const { count, unit } = inLargestUnit(durationMs);
  const word = { s: 'second', min: 'minute', h: 'hour', d: 'day' }[unit];
  return `${count.toLocaleString('en-US')} ${word}${count === 1 ? '' : 's'}`;
}

/**
 * An interval after the word every: `minute`, `12 minutes`, `hour`.
 *
 * @param intervalMs - Milliseconds; negative ones count as 0.
 */
export function formatInterval(intervalMs: number): string {
  return formatDuration(intervalMs).replace(/^1 /, '');
}

/**
 * A span of time as a table writes it: `38 s`, `12 min`, `3 h`, `9 d`.
 *
 * @param durationMs - Milliseconds; negative ones count as 0.
 * @public
 */
export function formatShortDuration(durationMs: number): string {
  const { count, unit } = inLargestUnit(durationMs);
  return `${count.toLocaleString('en-US')} ${unit}`;
}

function inLargestUnit(durationMs: number): {
  count: number;
  unit: 's' | 'min' | 'h' | 'd';
} {
  const ms = Number.isFinite(durationMs) ? Math.max(0, durationMs) : 0;
  if (ms < minute) {
    return { count: Math.floor(ms / second), unit: 's' };
  }
  if (ms < hour) {
    return { count: Math.floor(ms / minute), unit: 'min' };
  }
  // 36 hours read better than 1 day.
  if (ms < 2 * day && ms !== day) {
    return { count: Math.floor(ms / hour), unit: 'h' };
  }
  return { count: Math.floor(ms / day), unit: 'd' };
}
