import type { HealthHistoryPoint } from '@lakehouse-portal/plugin-lakehouse-common';

const DAY_MS = 86_400_000;

/** A day of the history that has a score. */
export interface ScoredDay {
  atMs: number;
  score: number;
  slowdown: number;
  costs: Record<string, number>;
}

/**
 * The 30 days before a moment of a history, and what came after it, oldest first: one point per day (UTC), its newest, and
 * only those with a score.
 */
export function recentDays(
  history: readonly HealthHistoryPoint[],
  nowMs: number,
): ScoredDay[] {
  const byDay = new Map<number, ScoredDay>();
  for (const point of history) {
    const atMs = Date.parse(point.at);
    if (
      Number.isNaN(atMs) ||
      point.score === undefined ||
      atMs < nowMs - 30 * DAY_MS
    ) {
      continue;
    }
    const day = Math.floor(atMs / DAY_MS);
    const before = byDay.get(day);
    if (!before || before.atMs <= atMs) {
      byDay.set(day, {
        atMs,
        score: point.score,
        slowdown: point.slowdown,
        costs: point.costs,
      });
    }
  }
  return [...byDay.values()].sort((a, b) => a.atMs - b.atMs);
}

/**
 * Spans between neighbours that are further apart than a scan a day explains: nothing was
 * seen there.
 */
export function unseenSpans(
  days: ReadonlyArray<{ atMs: number }>,
): Array<{ fromMs: number; toMs: number }> {
  const spans: Array<{ fromMs: number; toMs: number }> = [];
  for (let index = 1; index < days.length; index++) {
    const fromMs = days[index - 1].atMs;
    const toMs = days[index].atMs;
    if (toMs - fromMs > 2.5 * DAY_MS) {
      spans.push({ fromMs, toMs });
    }
  }
  return spans;
}
