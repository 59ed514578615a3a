import type { Knex } from 'knex';
import { windowAt, type PacePolicy } from '@lakehouse-portal/maintenance';

/**
 * From here to the end of the transaction no other replica decides on the same limit: what is counted stays so until it is
 * acted upon.
 */
export async function lockLimit(
  trx: Knex.Transaction,
  scope: string,
): Promise<void> {
  await trx('lakehouse_maintenance_limits')
    .insert({ scope })
    .onConflict('scope')
    .ignore();
  // Waits for whoever has changed the row and has not ended yet.
  await trx('lakehouse_maintenance_limits')
    .where({ scope })
    .increment('decisions', 1);
}

/** Other runs that count for a limit of runs at the same time. */
export async function countRunning(
  trx: Knex.Transaction,
  scope: string,
  runId: string,
): Promise<number> {
  const row = await trx('lakehouse_maintenance_runs')
    .where({ slot: scope })
    .whereNot({ id: runId })
    .count({ runs: '*' })
    .first();
  return Number(row?.runs ?? 0);
}

/** Bytes that count for the budget of the window that is open, but for those of one unit. */
export async function usedBytes(
  trx: Knex.Transaction,
  options: {
    scope: string;
    policy: PacePolicy;
    nowMs: number;
    except?: { runId: string; position: number };
  },
): Promise<bigint> {
  const { scope, policy, nowMs, except } = options;
  const open = windowAt(policy.windows.value, nowMs);
  if (policy.maxWindowBytes.value === undefined || !open) {
    return 0n;
  }
  const row = await trx('lakehouse_maintenance_spending')
    .where({ scope })
    .where('at', '>=', open.startMs)
    .where(others => {
      if (except) {
        others
          .whereNot('run_id', except.runId)
          .orWhereNot('position', except.position);
      }
    })
    // As text: both databases add up more than a number of JavaScript holds.
    .first(trx.raw('CAST(COALESCE(SUM(bytes), 0) AS VARCHAR(40)) AS used'));
  return BigInt(String((row as { used?: unknown })?.used ?? '0').split('.')[0]);
}
