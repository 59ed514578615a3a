import {
  ancestorsOf,
  countOf,
  dueSnapshots,
  formatBytes,
  formatDuration,
  isForever,
  simulateExpiry,
  type HealthPolicy,
  type TableHealth,
} from '@lakehouse-portal/table-health';
import type { Snapshot, TableMetadata } from '@lakehouse-portal/table-metadata';
import type { DeclinedStep } from '../model';
import type { PlanInput } from './PlanInput';
import { NOT_DUE } from './notDue';
import type { StepDraft } from './StepDraft';

/**
 * The snapshots that an expiry by this policy takes: older than the retention, beyond those that are always kept, not
 * held by a branch or tag.
 * @see https://iceberg.apache.org/spec/#snapshot-retention-policy
 * @public
 */
export function snapshotsDue(
  metadata: TableMetadata,
  policy: HealthPolicy,
  nowMs: number,
): Snapshot[] {
  return dueSnapshots(metadata, policy, nowMs);
}

/** Lets old snapshots expire: for storage and privacy, never for speed. */
export function planExpiry(
  input: PlanInput,
  health: Pick<TableHealth, 'recommendations'>,
): StepDraft | DeclinedStep {
  const { metadata, policy, nowMs, expiry } = input;
  const operation = 'expire-snapshots';
  const due = snapshotsDue(metadata, policy, nowMs);
  const age = formatDuration(policy.maxSnapshotAgeMs.value);
  const keep = policy.minSnapshotsToKeep.value;
  if (due.length === 0) {
    return {
      operation,
      kind: 'nothing-due',
      reason: isForever(policy.maxSnapshotAgeMs.value)
        ? `Snapshots are kept for good (${policy.maxSnapshotAgeMs.source.label}).`
        : `No snapshot is older than the ${age} of the policy (${policy.maxSnapshotAgeMs.source.label}), beyond the newest ${keep}.`,
    };
  }
  if (expiry?.refusal !== undefined) {
    return {
      operation,
      kind: 'must-not',
      reason: `${countOf(due.length, 'snapshot is', 'snapshots are')} due. ${
        expiry.refusal
      }`,
    };
  }
  const gone = new Set(due.map(({ snapshotId }) => snapshotId));
  const kept = metadata.snapshots.filter(
    ({ snapshotId }) => !gone.has(snapshotId),
  );
  const held = metadata.refs.filter(
    ref =>
      ref.name !== 'main' &&
      kept.some(({ snapshotId }) => snapshotId === ref.snapshotId),
  );
  return {
    title: `Expire ${countOf(due.length, 'snapshot')} over ${age}`,
    reason: `For storage and privacy, not for speed: deleted rows stay readable until then. Late in the order, because it can't be undone. ${
      expiry
        ? `${countOf(expiry.files, 'file')} of ${formatBytes(
            expiry.sizeBytes,
          )} become unreachable with them and go.`
        : 'What it frees is not known: too much would have to be read, or some of it can not be.'
    }${
      health.recommendations.some(({ id }) => id === operation)
        ? ''
        : ` So few${expiry ? ', and so little,' : ''} ${NOT_DUE}`
    }`,
    units: [
      {
        operation,
        olderThanMs: nowMs - policy.maxSnapshotAgeMs.value,
        retainLast: keep,
        snapshotIds: due.map(({ snapshotId }) => snapshotId),
      },
    ],
    cost: { readBytes: '0', writtenBytes: '0' },
    benefit: {
      snapshots: { before: metadata.snapshots.length, after: kept.length },
      ...(expiry && {
        freedBytes: expiry.sizeBytes.toString(),
        freedFiles: expiry.files,
      }),
      ...reach(metadata, kept),
      ...(held.length > 0 && { protectedRefs: held.map(({ name }) => name) }),
    },
    simulate: current => simulateExpiry(current, due),
  };
}

/**
 * How far back a query of the table by time goes: along the ancestors of its current snapshot. What branches and tags hold is
 * read by their names.
 */
function reach(metadata: TableMetadata, kept: Snapshot[]) {
  const { currentSnapshotId } = metadata;
  const reached = (snapshots: Snapshot[]) =>
    oldest(
      ancestorsOf(
        currentSnapshotId,
        new Map(snapshots.map(one => [one.snapshotId, one])),
      ),
    );
  const from = reached(metadata.snapshots);
  const to = reached(kept);
  return from !== undefined && to !== undefined && from !== to
    ? { timeTravelFrom: { before: from, after: to } }
    : {};
}

function oldest(snapshots: Snapshot[]): string | undefined {
  const ms = snapshots.reduce(
    (first, { timestampMs }) => Math.min(first, timestampMs),
    Infinity,
  );
  return Number.isFinite(new Date(ms).getTime())
    ? new Date(ms).toISOString()
    : undefined;
}
