import {
  nextRunState,
  type MaintenancePlan,
  type MaintenanceRun,
} from '@lakehouse-portal/maintenance';
import type { Knex } from 'knex';
import { packDocument } from '../../database/documents';
import { storableText } from '../../database/storableText';
import { LeaseLostError } from '../LeaseLostError';
import type { RunClaim } from '../RunStore';
import { addRunEvent } from './addRunEvent';
import type { RunRow, UnitRow } from './maintenanceRows';
import { awaitingOf } from './runColumns';
import { unlockTable } from './tableLocks';

/** Has a run of which nothing was begun wait for approvals again. See `RunStore.returnToProposal`. */
export async function returnToProposal(
  knex: Knex,
  claim: RunClaim,
  { plan, reason }: { plan: MaintenancePlan; reason: string },
  nowMs: number,
): Promise<boolean> {
  const { runId, fence } = claim;
  const packed = await packDocument(plan);
  return knex.transaction(async trx => {
    const row = await trx<RunRow>('lakehouse_maintenance_runs')
      .select('state', 'approvals', 'created_by')
      .where({ id: runId, fence })
      .first();
    if (!row) {
      throw new LeaseLostError(runId);
    }
    const changed = await trx<RunRow>('lakehouse_maintenance_runs')
      .where({ id: runId, fence, state: row.state })
      .whereNull('cancel_by')
      .update({
        state: nextRunState(row.state, 'return'),
        plan: packed,
        awaiting: awaitingOf({
          plan,
          createdBy: row.created_by,
          approvals: JSON.parse(row.approvals) as MaintenanceRun['approvals'],
        }),
        reason: storableText(reason),
        started_at: null,
        score_before: null,
        slowdown_before: null,
        heartbeat_at: null,
        not_before: null,
        progress: null,
        slot: null,
        waiting: null,
        stalls: 0,
        approval_asked_at: nowMs,
        // Whoever has carried it on until now writes nothing any more.
        fence: fence + 1,
      });
    if (changed !== 1) {
      return false;
    }
    // What there was nothing to do about may be due when it is approved again.
    await trx<UnitRow>('lakehouse_maintenance_units')
      .where({ run_id: runId })
      .update({ state: 'waiting', reason: null, finished_at: null });
    await trx('lakehouse_maintenance_spending')
      .where({ run_id: runId })
      .delete();
    await unlockTable(trx, runId);
    await addRunEvent(trx, runId, nowMs, {
      kind: 'note',
      message: `${reason} Nothing was done yet: it waits for the approvals that are lacking.`,
    });
    return true;
  });
}
