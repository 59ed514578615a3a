import { dueSnapshotsCurve, pointsOn } from '../curves';
import { formatCount, formatDuration } from '../format';
import { countOf } from '../format/countOf';
import type { HealthDimension } from '../model';
import type { JudgeContext } from './JudgeContext';
import { isHistoryKeptByNessie } from '../history/isHistoryKeptByNessie';
import { isForever } from '../policy/foreverMs';
import { knownDimension, unknownDimension } from './knownDimension';

const namedFromPoints = 1;

/** Snapshots that the retention has let go, and nobody expired. Never a matter of speed. */
export function snapshotsKept({
  input,
  policy,
  history,
}: JudgeContext): HealthDimension {
  const { snapshots } = input.metadata;
  if (isHistoryKeptByNessie(input.metadata)) {
    return unknownDimension({
      id: 'snapshots-kept',
      value: 'Kept by Nessie, in its commits',
      valueDetail: 'Its metadata has the current snapshot only, by design',
      threshold: 'does not apply to the metadata',
      thresholdSource: policy.maxSnapshotAgeMs.source,
      howToKnow:
        'Look at the commits on the Snapshots tab; what Nessie keeps, its own garbage collection (nessie-gc) decides',
    });
  }
  const due = history.due.length;
  const cost = pointsOn(dueSnapshotsCurve, due);
  let oldestMs = input.nowMs;
  for (const { timestampMs } of snapshots) {
    oldestMs = Math.min(oldestMs, timestampMs);
  }
  const age = formatDuration(policy.maxSnapshotAgeMs.value);
  return knownDimension({
    id: 'snapshots-kept',
    cost,
    value:
      snapshots.length === 0
        ? 'No snapshots'
        : `${countOf(
            snapshots.length,
            'snapshot',
          )}, the oldest ${formatDuration(input.nowMs - oldestMs)} old`,
    valueDetail: due > 0 ? `${formatCount(due)} could go` : undefined,
    ...(snapshots.length > 0 && { hasAges: true }),
    threshold: isForever(policy.maxSnapshotAgeMs.value)
      ? 'all are kept, whatever their age'
      : `up to ${age} old, and the newest ${formatCount(
          policy.minSnapshotsToKeep.value,
        )} of a branch`,
    thresholdSource: policy.maxSnapshotAgeMs.source,
    cause:
      cost > 0
        ? `Nothing has expired them for ${formatDuration(
            input.nowMs - oldestMs,
          )}: deleted rows stay readable, and old files stay paid for`
        : undefined,
    ailments: cost >= namedFromPoints ? ['snapshots'] : [],
    evidence: {
      snapshots: snapshots.length,
      dueSnapshots: due,
      oldestSnapshotAgeMs: Math.max(0, input.nowMs - oldestMs),
      maxSnapshotAgeMs: policy.maxSnapshotAgeMs.value,
      minSnapshotsToKeep: policy.minSnapshotsToKeep.value,
    },
  });
}
