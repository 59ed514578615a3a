import { OPERATIONS, operationKey } from './operations';
import type { OperationKey } from './operations';
import type { GrowthSelection, TimedPoint } from './selectGrowth';

const DAY_MS = 86_400_000;

/** Commits of a stretch of time, by what they did. Times in milliseconds since the epoch. */
export interface CommitBar {
  from: number;
  to: number;
  counts: Record<OperationKey, number>;
}

/** A bar for each day (UTC) with commits. */
export function commitsByDay(
  selection: Pick<GrowthSelection, 'commitsByDay'>,
): CommitBar[] {
  return selection.commitsByDay.map(({ day, ...counts }) => ({
    from: Date.parse(day),
    to: Date.parse(day) + DAY_MS,
    counts,
  }));
}

/** A bar for each step of an axis with commits, for periods in which days say nothing. */
export function commitsByStep(
  points: readonly TimedPoint[],
  stepMs: number,
): CommitBar[] {
  const bars = new Map<number, CommitBar>();
  for (const { atMs, operation } of points) {
    const from = Math.floor(atMs / stepMs) * stepMs;
    const bar = bars.get(from) ?? {
      from,
      to: from + stepMs,
      counts: noCommits(),
    };
    bar.counts[operationKey(operation)] += 1;
    bars.set(from, bar);
  }
  return [...bars.values()].sort((a, b) => a.from - b.from);
}

function noCommits(): CommitBar['counts'] {
  return Object.fromEntries(
    OPERATIONS.map(operation => [operation, 0]),
  ) as CommitBar['counts'];
}
