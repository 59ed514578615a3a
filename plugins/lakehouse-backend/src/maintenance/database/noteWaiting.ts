import type { StartDecision } from '@lakehouse-portal/maintenance';
import type { RunWaiting } from '@lakehouse-portal/plugin-lakehouse-common';
import type { Knex } from 'knex';
import { isoTime } from '../../isoTime';
import { addRunEvent } from './addRunEvent';
import type { RunRow } from './maintenanceRows';

/** Asked again at least so often: somebody else may have ended, or the policy may have changed. */
const LONGEST_MS = 60_000;
const SHORTEST_MS = 5_000;

type Wait = Extract<StartDecision, { start: false }>;

/** Why a run waits, as lists show it. */
export function waitingOf({ cause, reason, untilMs }: Wait): RunWaiting {
  return {
    cause: cause === 'never' ? 'budget' : cause,
    reason,
    ...(untilMs !== undefined && { until: isoTime(untilMs) }),
  };
}

/** When to ask again. */
export function askAgainAt({ untilMs }: Wait, nowMs: number): number {
  return Math.min(
    Math.max(untilMs ?? 0, nowMs + SHORTEST_MS),
    nowMs + LONGEST_MS,
  );
}

/** Puts off a run that nobody carries on, and records why, once for each reason. */
export async function noteWaiting(
  trx: Knex.Transaction,
  run: Pick<RunRow, 'id' | 'fence' | 'waiting'>,
  decision: Wait,
  nowMs: number,
): Promise<void> {
  const waiting = waitingOf(decision);
  const changed = await trx<RunRow>('lakehouse_maintenance_runs')
    .where({ id: run.id, fence: run.fence })
    .update({
      not_before: askAgainAt(decision, nowMs),
      waiting: JSON.stringify(waiting),
    });
  const before = run.waiting
    ? (JSON.parse(run.waiting) as RunWaiting)
    : undefined;
  if (
    changed === 1 &&
    (before?.cause !== waiting.cause || before.until !== waiting.until)
  ) {
    await addRunEvent(trx, run.id, nowMs, {
      kind: 'waiting',
      message: describeWaiting(waiting),
    });
  }
}

/** In a sentence. */
export function describeWaiting({ reason, until }: RunWaiting): string {
  return until === undefined ? reason : `${reason} Until ${until}.`;
}
