import { finalRunStates, type RunState } from '@lakehouse-portal/maintenance';
import type {
  MaintenanceOperation,
  MaintenancePlan,
  MaintenanceRun,
  UnitIntent,
  UnitOutcome,
  UnitState,
} from '@lakehouse-portal/maintenance';
import type {
  RunProgress,
  RunSummary,
  RunVerification,
  RunWaiting,
} from '@lakehouse-portal/plugin-lakehouse-common';
import { fromBigInt, fromTimestamp } from '../../database/columns';
import { unpackDocument } from '../../database/documents';
import { isoTime } from '../../isoTime';
import type { StoredRun, StoredUnit } from '../RunStore';
import type { RunRow, UnitRow } from './maintenanceRows';

/** How many units of a run are in which state. */
export type UnitCounts = Partial<Record<UnitState, number>>;

/** What a list shows of a run. */
export function runSummaryOfRow(
  row: Omit<RunRow, 'plan'>,
  counts: UnitCounts,
): RunSummary {
  return {
    id: row.id,
    lakehouse: row.lakehouse,
    schema: row.schema_name,
    table: row.table_name,
    state: row.state,
    title: row.title,
    operations: JSON.parse(row.operations) as MaintenanceOperation[],
    createdAt: isoTime(Number(row.created_at)),
    createdBy: row.created_by,
    startedAt: fromTimestamp(row.started_at),
    finishedAt: fromTimestamp(row.finished_at),
    rolledBackAt: rollbackOfRow(row)?.at,
    reason: row.reason ?? undefined,
    awaitingApproval: JSON.parse(row.awaiting) as string[],
    units: {
      total: Object.values(counts).reduce((sum, count) => sum + count, 0),
      done: counts.done ?? 0,
      skipped: counts.skipped ?? 0,
      failed: counts.failed ?? 0,
    },
    scoreBefore: row.score_before ?? undefined,
    scoreAfter: row.score_after ?? undefined,
    contentChanged: Boolean(row.content_changed),
    waiting: isFinal(row.state) ? undefined : parse<RunWaiting>(row.waiting),
    batch: row.batch_id ?? undefined,
  };
}

/** A run in full. */
export async function storedRunOfRow(
  row: RunRow,
  counts: UnitCounts,
): Promise<StoredRun> {
  const summary = runSummaryOfRow(row, counts);
  return {
    summary,
    run: {
      id: row.id,
      lakehouse: row.lakehouse,
      namespace: row.schema_name,
      table: row.table_name,
      state: row.state,
      plan: await unpackDocument<MaintenancePlan>(row.plan),
      createdAt: summary.createdAt,
      createdBy: row.created_by,
      approvals: JSON.parse(row.approvals) as MaintenanceRun['approvals'],
      startedAt: summary.startedAt,
      finishedAt: summary.finishedAt,
      reason: summary.reason,
    },
    engine: row.engine ?? undefined,
    maxRewrittenBytes: row.max_rewritten_bytes ?? undefined,
    verification: parse<RunVerification>(row.verification),
    progress: parse<RunProgress>(row.progress),
    slowdownBefore: row.slowdown_before ?? undefined,
    stalls: row.stalls,
    cancel:
      row.cancel_by === null
        ? undefined
        : {
            by: row.cancel_by,
            reason: row.cancel_reason ?? undefined,
            now: Boolean(row.cancel_now),
          },
    rollback: rollbackOfRow(row),
  };
}

/** A unit. */
export async function storedUnitOfRow(row: UnitRow): Promise<StoredUnit> {
  return {
    position: row.position,
    stepId: row.step_id,
    label: row.label,
    unit: await unpackDocument<StoredUnit['unit']>(row.unit),
    state: row.state,
    attempts: row.attempts,
    intent: parse<UnitIntent>(row.intent),
    outcome: parse<UnitOutcome>(row.outcome),
    reason: row.reason ?? undefined,
    foundDone: Boolean(row.found_done),
    startedAt: fromBigInt(row.started_at),
    finishedAt: fromBigInt(row.finished_at),
  };
}

function rollbackOfRow({
  rollback,
}: Pick<RunRow, 'rollback'>): StoredRun['rollback'] {
  return parse(rollback);
}

function isFinal(state: RunState): boolean {
  return finalRunStates.includes(state);
}

function parse<T>(text: string | null): T | undefined {
  return text === null ? undefined : (JSON.parse(text) as T);
}
