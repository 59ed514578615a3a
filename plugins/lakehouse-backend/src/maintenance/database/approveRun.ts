import { ConflictError } from '@backstage/errors';
import {
  nextRunState,
  stepsToApprove,
  type MaintenanceRun,
  type RunState,
} from '@lakehouse-portal/maintenance';
import type { Knex } from 'knex';
import type { NewRunEvent } from '../RunStore';
import { addRunEvent } from './addRunEvent';
import type { RunRow } from './maintenanceRows';
import { lockTable } from './tableLocks';

/**
 * Stores approvals that were decided on a run as it was seen; with the last of them the run takes its table.
 *
 * @throws ConflictError when the run was changed meanwhile, or the table has an active run already.
 */
export async function approveRun(
  knex: Knex,
  seen: MaintenanceRun,
  approvals: MaintenanceRun['approvals'],
  event: NewRunEvent,
  nowMs: number,
): Promise<RunState> {
  const { id } = seen;
  const lacking = stepsToApprove({ ...seen, approvals });
  const state =
    lacking.length === 0 ? nextRunState(seen.state, 'approve') : seen.state;
  await knex.transaction(async trx => {
    // Whoever comes in between has made other approvals: then this one decided on what is not so any more.
    const changed = await trx<RunRow>('lakehouse_maintenance_runs')
      .where({
        id,
        state: 'proposed',
        approvals: JSON.stringify(seen.approvals),
      })
      .update({
        state,
        approvals: JSON.stringify(approvals),
        awaiting: JSON.stringify(lacking.map(step => step.id)),
        // Why it had to wait for approvals once more is in its events.
        ...(state === 'approved' && { reason: null }),
      });
    if (changed !== 1) {
      throw new ConflictError(
        `Run "${id}" was changed by somebody else just now; look at it again`,
      );
    }
    if (state === 'approved') {
      await lockTable(
        trx,
        {
          lakehouse: seen.lakehouse,
          schema_name: seen.namespace,
          table_name: seen.table,
          run_id: id,
          purpose: 'run',
          expires_at: null,
        },
        nowMs,
      );
    }
    await addRunEvent(trx, id, nowMs, event);
  });
  return state;
}
