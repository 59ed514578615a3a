import { NotFoundError } from '@backstage/errors';
import {
  nextRunState,
  RunTransitionError,
  type RunState,
} from '@lakehouse-portal/maintenance';
import type { Knex } from 'knex';
import { storableText } from '../../database/storableText';
import { addRunEvent } from './addRunEvent';
import type { RunRow } from './maintenanceRows';
import { unlockTable } from './tableLocks';

/** Ends a run that nobody carries on, or asks whoever does to end it. See `RunStore.requestCancel`. */
export async function requestCancel(
  knex: Knex,
  id: string,
  request: { by: string; reason?: string; now: boolean },
  nowMs: number,
): Promise<RunState> {
  return knex.transaction(async trx => {
    const row = await trx<RunRow>('lakehouse_maintenance_runs')
      .where({ id })
      .first();
    if (!row) {
      throw new NotFoundError(`There is no run "${id}"`);
    }
    const { by, now } = request;
    // Who verifies may be broken off, so that an engine that hangs doesn't hold the table; that is no cancelled run.
    if (!(now && row.state === 'verifying')) {
      nextRunState(row.state, 'cancel');
    }
    const reason = request.reason && storableText(request.reason);
    if (row.state === 'proposed' || row.heartbeat_at === null) {
      // Nobody carries it on, unless that changes at this moment: the fence tells.
      if (row.state !== 'running' && row.state !== 'verifying') {
        const changed = await trx<RunRow>('lakehouse_maintenance_runs')
          .where({ id, state: row.state, fence: row.fence })
          .update({
            state: 'cancelled',
            cancel_by: by,
            cancel_reason: reason ?? null,
            reason: reason ?? `Cancelled by ${by}.`,
            finished_at: nowMs,
            slot: null,
          });
        if (changed === 1) {
          await unlockTable(trx, id);
          await addRunEvent(trx, id, nowMs, {
            kind: 'cancelled',
            message: reason ?? 'Cancelled before it began.',
            by,
          });
          return 'cancelled' as const;
        }
      }
    }
    const asked = await trx<RunRow>('lakehouse_maintenance_runs')
      .where({ id })
      .whereIn('state', [
        'approved',
        'running',
        ...(now ? ['verifying' as const] : []),
      ])
      .update({
        cancel_by: by,
        cancel_reason: reason ?? null,
        cancel_now: now,
        // What was put off is taken up again, to be ended.
        not_before: null,
      });
    if (asked !== 1) {
      throw new RunTransitionError(row.state, 'cancel');
    }
    await addRunEvent(trx, id, nowMs, {
      kind: 'cancel-requested',
      message:
        reason ??
        (now
          ? 'It is to end at once.'
          : 'It is to end after the unit that runs.'),
      by,
    });
    return row.state;
  });
}
