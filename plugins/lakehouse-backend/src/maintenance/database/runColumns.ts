import { stepsToApprove } from '@lakehouse-portal/maintenance';
import { storableText } from '../../database/storableText';
import type { RunChange, UnitChange } from '../RunStore';
import type { RunRow, UnitRow } from './maintenanceRows';

/** Ids of the steps that wait for an approval, as they are stored. */
export function awaitingOf(run: Parameters<typeof stepsToApprove>[0]): string {
  return JSON.stringify(stepsToApprove(run).map(step => step.id));
}

/** What changes of a run. */
export function runColumnsOf(change: RunChange): Partial<RunRow> {
  const columns: Partial<RunRow> = {
    started_at: change.startedAt,
    finished_at: change.finishedAt,
    reason: change.reason && storableText(change.reason),
    score_before: change.scoreBefore,
    slowdown_before: change.slowdownBefore,
    score_after: change.scoreAfter,
    slowdown_after: change.slowdownAfter,
  };
  return Object.fromEntries(
    Object.entries(columns).filter(([, value]) => value !== undefined),
  );
}

/** What changes of a unit, but for the unit itself, which is packed. */
export function unitColumnsOf(change: UnitChange): Partial<UnitRow> {
  const { intent, outcome, reason } = change;
  const columns: Partial<UnitRow> = {
    state: change.state,
    attempts: change.attempts,
    intent: intent && JSON.stringify(intent),
    outcome: outcome && storableText(JSON.stringify(outcome)),
    reason: reason ? storableText(reason) : reason,
    found_done: change.foundDone,
    started_at: change.startedAt,
    finished_at: change.finishedAt,
  };
  return Object.fromEntries(
    Object.entries(columns).filter(([, value]) => value !== undefined),
  );
}
