import {
  finalRunStates,
  formerValues,
  isDestructive,
  isRewrite,
} from '@lakehouse-portal/maintenance';
import type {
  RunDetail,
  RunRollback,
  RunUnit,
} from '@lakehouse-portal/plugin-lakehouse-common';
import { isoTime } from '../isoTime';
import type { StoredRun, StoredUnit } from './RunStore';

/**
 * A run as the API tells of it.
 *
 * @param rollback - Whether it can be rolled back by now; by its record alone when left out.
 */
export function buildRunDetail(
  stored: StoredRun,
  units: StoredUnit[],
  rollback: RunRollback = rollbackOf(stored, units),
): RunDetail {
  return {
    summary: stored.summary,
    run: stored.run,
    engine: stored.engine,
    units: units.map(toRunUnit),
    progress: stored.progress,
    verification: stored.verification,
    spent: {
      plannedBytes: sum(
        units.map(({ unit }) =>
          unit.operation === 'rewrite-data-files'
            ? unit.predicted.rewrittenBytes
            : undefined,
        ),
      ),
      rewrittenBytes: sum(units.map(({ outcome }) => outcome?.rewrittenBytes)),
      freedBytes: sum(units.map(({ outcome }) => outcome?.freedBytes)),
      elapsedMs: units.reduce(
        (total, { startedAt, finishedAt }) =>
          total +
          (startedAt !== undefined && finishedAt !== undefined
            ? finishedAt - startedAt
            : 0),
        0,
      ),
    },
    maxRewrittenBytes: stored.maxRewrittenBytes,
    cancelRequestedBy: stored.cancel?.by,
    rollback,
  };
}

/** What a run can be rolled back to by its record, whatever became of the table since: the snapshot before its first rewrite. */
export function rollbackOf(
  { run, verification, rollback }: StoredRun,
  units: StoredUnit[],
): RunRollback {
  const snapshotId = run.plan.table.snapshotId;
  if (rollback) {
    return {
      possible: false,
      snapshotId,
      detail: 'It was rolled back already.',
      doneAt: rollback.at,
      doneBy: rollback.by,
    };
  }
  if (!finalRunStates.includes(run.state)) {
    return {
      possible: false,
      detail: 'A run can be rolled back when it has ended.',
    };
  }
  const first = verification?.content[0]?.before;
  const rewrote = units.some(
    ({ unit, outcome }) =>
      isRewrite(unit.operation) && outcome?.snapshotId !== undefined,
  );
  const target = first ?? snapshotId;
  if (!rewrote || target === undefined) {
    return { possible: false, detail: describeLasting(units) };
  }
  const expired = units.some(
    ({ unit, state, intent }) =>
      unit.operation === 'expire-snapshots' &&
      (state === 'done' || intent !== undefined) &&
      unit.snapshotIds.includes(target),
  );
  return expired
    ? {
        possible: false,
        snapshotId: target,
        detail: `Snapshot ${target}, which was current before, has expired in the run.`,
      }
    : {
        possible: true,
        snapshotId: target,
        detail: `A rollback makes snapshot ${target}, which was current before, the current one again. Files of the rewrites stay until their snapshots expire.`,
      };
}

/** What a run that made no snapshot has done for good, and how the rest is undone. */
function describeLasting(units: StoredUnit[]): string {
  const former = units.flatMap(({ unit, state }) =>
    state === 'done' || state === 'running' ? formerValues(unit) : [],
  );
  return [
    'The run made no snapshot that could be taken back.',
    ...(units.some(
      ({ unit, state, intent }) =>
        isDestructive(unit.operation) &&
        (state === 'done' || intent !== undefined),
    )
      ? ['What has expired or was removed is gone for good.']
      : []),
    ...(former.length > 0
      ? [`Properties can be set back by hand: ${former.join('; ')}.`]
      : []),
  ].join(' ');
}

function toRunUnit(stored: StoredUnit): RunUnit {
  const { position, stepId, label, state, unit, attempts } = stored;
  return {
    position,
    stepId,
    operation: unit.operation,
    label,
    state,
    unit,
    attempts,
    startedAt: time(stored.startedAt),
    finishedAt: time(stored.finishedAt),
    outcome: stored.outcome,
    reason: stored.reason,
    ...(stored.foundDone && { foundDone: true }),
  };
}

function time(at: number | undefined): string | undefined {
  return at === undefined ? undefined : isoTime(at);
}

function sum(values: Array<string | undefined>): string {
  return values
    .reduce((total, value) => total + BigInt(value ?? '0'), 0n)
    .toString();
}
