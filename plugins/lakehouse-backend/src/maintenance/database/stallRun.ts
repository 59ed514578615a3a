import type { RunWaiting } from '@lakehouse-portal/plugin-lakehouse-common';
import type { Knex } from 'knex';
import { isoTime } from '../../isoTime';
import type { RunClaim } from '../RunStore';
import { addRunEvent } from './addRunEvent';
import type { EventRow, RunRow } from './maintenanceRows';

/**
 * Puts off a run that could not go on, and records why, once for each reason; its place among those that run is free
 * meanwhile. See `RunStore.stall`.
 */
export async function stallRun(
  knex: Knex,
  { runId, fence }: RunClaim,
  { reason, notBefore }: { reason: string; notBefore: number },
  nowMs: number,
): Promise<void> {
  const waiting: RunWaiting = {
    cause: 'trouble',
    reason,
    until: isoTime(notBefore),
  };
  await knex.transaction(async trx => {
    const changed = await trx<RunRow>('lakehouse_maintenance_runs')
      .where({ id: runId, fence })
      .update({
        heartbeat_at: null,
        not_before: notBefore,
        // Nothing of it is under way meanwhile.
        progress: null,
        slot: null,
        waiting: JSON.stringify(waiting),
        stalls: trx.raw('stalls + 1') as unknown as number,
      });
    if (changed !== 1) {
      return;
    }
    const message = `${reason} It is tried again.`;
    const last = await trx<EventRow>('lakehouse_maintenance_events')
      .where({ run_id: runId })
      .orderBy('seq', 'desc')
      .first('message');
    if (last?.message !== message) {
      await addRunEvent(trx, runId, nowMs, { kind: 'waiting', message });
    }
  });
}
