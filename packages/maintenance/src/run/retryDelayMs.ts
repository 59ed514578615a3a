const FIRST_MS = 1_000;
const LONGEST_MS = 5 * 60_000;

/**
 * How long to wait before a unit is tried again after a conflict, in milliseconds: twice as long each time, five minutes
 * at most, at random between half of it and all, so that two that collided don't do so again.
 *
 * @param attempt - that failed, from 1.
 * @param random - 0 to 1; `Math.random` when left out.
 * @public
 */
export function retryDelayMs(
  attempt: number,
  random: () => number = Math.random,
): number {
  const longest = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempt, 20));
  return Math.round(longest * (0.5 + random() / 2));
}
