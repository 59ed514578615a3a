import { mayStart, type StartDecision } from '@lakehouse-portal/maintenance';
import type { Knex } from 'knex';
import { LeaseLostError } from '../LeaseLostError';
import type { RunPace } from '../pace';
import type { NewRunEvent, RunClaim } from '../RunStore';
import { addRunEvent } from './addRunEvent';
import { lockLimit, usedBytes } from './limits';
import type { RunRow, UnitRow } from './maintenanceRows';
import { askAgainAt, describeWaiting, waitingOf } from './noteWaiting';

/** Decides whether a unit may be begun now, and sets its bytes aside in the budget when it may. See `RunStore.reserve`. */
export async function reserveUnit(
  knex: Knex,
  claim: RunClaim,
  unit: { position: number; bytes: bigint },
  pace: RunPace,
  nowMs: number,
): Promise<StartDecision> {
  const { policy, budgetScope: scope } = pace;
  const { position, bytes } = unit;
  return knex.transaction(async trx => {
    await lockLimit(trx, scope);
    const decision = mayStart({
      policy,
      nowMs,
      // The run has its place already.
      running: 0,
      usedBytes: await usedBytes(trx, {
        scope,
        policy,
        nowMs,
        except: { runId: claim.runId, position },
      }),
      nextBytes: bytes,
    });
    if (decision.start && bytes > 0n) {
      await trx('lakehouse_maintenance_spending')
        .insert({
          run_id: claim.runId,
          position,
          scope,
          at: nowMs,
          bytes: bytes.toString(),
        })
        .onConflict(['run_id', 'position'])
        .merge();
    }
    return decision;
  });
}

/** Once a unit has ended, what it really took counts; one that was left out took nothing. */
export async function settleSpending(
  trx: Knex.Transaction,
  runId: string,
  position: number,
  change: Pick<Partial<UnitRow>, 'state'> & { rewrittenBytes?: string },
): Promise<void> {
  if (change.state === 'skipped') {
    await dropReservation(trx, runId, position);
  } else if (change.rewrittenBytes !== undefined) {
    await trx('lakehouse_maintenance_spending')
      .where({ run_id: runId, position })
      .update({ bytes: change.rewrittenBytes });
  }
}

/** What was set aside for a unit that is not begun after all is free for others. */
export async function dropReservation(
  trx: Knex.Transaction,
  runId: string,
  position: number,
): Promise<void> {
  await trx('lakehouse_maintenance_spending')
    .where({ run_id: runId, position })
    .delete();
}

/** Gives a run back until it may go on; its place among those that run is free meanwhile. See `RunStore.pause`. */
export async function pauseRun(
  knex: Knex,
  claim: RunClaim,
  decision: Extract<StartDecision, { start: false }>,
  nowMs: number,
): Promise<void> {
  const waiting = waitingOf(decision);
  const event: NewRunEvent = {
    kind: 'waiting',
    message: `It stops between two units. ${describeWaiting(waiting)}`,
  };
  await knex.transaction(async trx => {
    const changed = await trx<RunRow>('lakehouse_maintenance_runs')
      .where({ id: claim.runId, fence: claim.fence })
      .update({
        heartbeat_at: null,
        progress: null,
        slot: null,
        // It could go on: what was in its way is over.
        stalls: 0,
        not_before: askAgainAt(decision, nowMs),
        waiting: JSON.stringify(waiting),
      });
    if (changed !== 1) {
      throw new LeaseLostError(claim.runId);
    }
    await addRunEvent(trx, claim.runId, nowMs, event);
  });
}
