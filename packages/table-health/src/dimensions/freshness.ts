import { pointsOn, stalenessCurve } from '../curves';
import { formatDuration } from '../format';
import type { HealthDimension } from '../model';
import type { JudgeContext } from './JudgeContext';
import { knownDimension, unknownDimension } from './knownDimension';

/** Clocks of writers may be ahead by so much. */
const CLOCKS_DIFFER_MS = 60 * 60 * 1000;

/** Age of the newest change against what was promised. Without a promise it costs nothing, ever. */
export function freshness({
  input,
  policy,
  history,
}: JudgeContext): HealthDimension {
  const { value: promisedMs, source: thresholdSource } = policy.maxStalenessMs;
  const threshold =
    promisedMs === undefined
      ? 'nothing promised'
      : `at most ${formatDuration(promisedMs)} old`;
  const line = { id: 'freshness' as const, threshold, thresholdSource };
  const lastChangeMs = history.lastChange?.timestampMs;
  // When the last change has expired, it is at least as old as the oldest snapshot that is left.
  const knownMs = lastChangeMs ?? history.knownSinceMs;
  if (knownMs === undefined) {
    return unknownDimension({
      ...line,
      value: 'No change yet',
      howToKnow: 'Known with the first commit',
    });
  }
  const aheadMs = knownMs - input.nowMs;
  if (aheadMs > CLOCKS_DIFFER_MS) {
    return unknownDimension({
      ...line,
      value: `Last change is dated ${formatDuration(aheadMs)} ahead`,
      hasAges: true,
      howToKnow:
        'A clock was wrong when it was committed; known with the next commit by a right one',
    });
  }
  const ageMs = Math.max(0, input.nowMs - knownMs);
  const cost =
    promisedMs === undefined ? 0 : pointsOn(stalenessCurve, ageMs / promisedMs);
  if (lastChangeMs === undefined && cost === 0) {
    return unknownDimension({
      ...line,
      value: `Last change more than ${formatDuration(ageMs)} ago`,
      hasAges: true,
      howToKnow:
        'The snapshot of the last change has expired; known with the next commit',
    });
  }
  const stale = promisedMs !== undefined && ageMs > promisedMs;
  return knownDimension({
    ...line,
    cost,
    value: `Last change ${
      lastChangeMs === undefined ? 'more than ' : ''
    }${formatDuration(ageMs)} ago`,
    hasAges: true,
    cause: stale
      ? "Its writer is late or has stopped: maintenance can't help"
      : undefined,
    ailments: stale ? ['stale'] : [],
    evidence: {
      ageMs,
      ...(promisedMs === undefined ? {} : { maxStalenessMs: promisedMs }),
    },
  });
}
