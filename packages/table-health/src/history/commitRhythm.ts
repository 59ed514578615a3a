import type { CommitRhythm } from '../model';
import type { TableHistory } from './TableHistory';
import { isMaintenance } from './TableHistory';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const dormantAfterMs = 7 * dayMs;

/**
 * How often a table is written: by its commits of the last day, or of the last week where
 * that had none; those of maintenance don't count. What expired doesn't count against it: the
 * window starts with the oldest snapshot that is left.
 */
export function commitRhythm(
  history: TableHistory,
  nowMs: number,
): CommitRhythm {
  const { knownSinceMs, lastChange } = history;
  if (knownSinceMs === undefined) {
    return { workload: 'unknown' };
  }
  const lastChangeMs = lastChange?.timestampMs;
  if (nowMs - (lastChangeMs ?? knownSinceMs) >= dormantAfterMs) {
    return { workload: 'dormant', commitsPerHour: 0, lastChangeMs };
  }
  if (lastChangeMs === undefined) {
    return { workload: 'unknown' };
  }
  const times = history.main
    .filter(snapshot => !isMaintenance(snapshot))
    .map(snapshot => snapshot.timestampMs);
  const lastDay = times.filter(time => time > nowMs - dayMs).length;
  const commits =
    lastDay > 0
      ? lastDay
      : times.filter(time => time > nowMs - dormantAfterMs).length;
  const windowMs = Math.min(
    lastDay > 0 ? dayMs : dormantAfterMs,
    nowMs - knownSinceMs,
  );
  const commitsPerHour = commits / Math.max(1, windowMs / hourMs);
  return {
    workload: workloadOf(commitsPerHour),
    commitsPerHour: Math.round(commitsPerHour * 1000) / 1000,
    lastChangeMs,
  };
}

function workloadOf(commitsPerHour: number): CommitRhythm['workload'] {
  if (commitsPerHour > 6) {
    return 'streaming';
  }
  return commitsPerHour >= 0.04 ? 'batch' : 'slow';
}
