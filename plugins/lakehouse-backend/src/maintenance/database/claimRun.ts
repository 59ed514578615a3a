import { activeRunStates } from '@lakehouse-portal/maintenance';
import type { Knex } from 'knex';
import type { RunClaim } from '../RunStore';
import type { RunRow } from './maintenanceRows';

/** Takes the oldest active run that nobody carries on. See `RunStore.claim`. */
export async function claimRun(
  knex: Knex,
  nowMs: number,
  leaseMs: number,
): Promise<RunClaim | undefined> {
  const candidates = await knex<RunRow>('lakehouse_maintenance_runs')
    .select('id', 'fence')
    .whereIn('state', activeRunStates)
    .where(free =>
      free
        .whereNull('heartbeat_at')
        .orWhere('heartbeat_at', '<', nowMs - leaseMs),
    )
    .where(due =>
      due.whereNull('not_before').orWhere('not_before', '<=', nowMs),
    )
    .orderBy('created_at')
    .limit(10);
  for (const { id, fence } of candidates) {
    // One statement that tests and sets: of two replicas, one changes the row.
    const changed = await knex<RunRow>('lakehouse_maintenance_runs')
      .where({ id, fence })
      .whereIn('state', activeRunStates)
      .where(free =>
        free
          .whereNull('heartbeat_at')
          .orWhere('heartbeat_at', '<', nowMs - leaseMs),
      )
      .update({ fence: fence + 1, heartbeat_at: nowMs, not_before: null });
    if (changed === 1) {
      return { runId: id, fence: fence + 1 };
    }
  }
  return undefined;
}
