import { ConflictError } from '@backstage/errors';
import type { Knex } from 'knex';
import type { LockRow } from './maintenanceRows';

/** Takes a table for a run or a rollback. @throws ConflictError when another has it. */
export async function lockTable(
  knex: Knex | Knex.Transaction,
  lock: LockRow,
  nowMs: number,
): Promise<void> {
  const { lakehouse, schema_name, table_name } = lock;
  const key = { lakehouse, schema_name, table_name };
  await knex<LockRow>('lakehouse_maintenance_locks')
    .where(key)
    .where('expires_at', '<', nowMs)
    .delete();
  // The primary key decides; "ignore" keeps the transaction of PostgreSQL usable.
  await knex<LockRow>('lakehouse_maintenance_locks')
    .insert(lock)
    .onConflict(['lakehouse', 'schema_name', 'table_name'])
    .ignore();
  const held = await knex<LockRow>('lakehouse_maintenance_locks')
    .where(key)
    .first();
  if (held?.run_id !== lock.run_id || held.purpose !== lock.purpose) {
    throw new ConflictError(
      `Table "${schema_name}.${table_name}" of "${lakehouse}" has an active run already${
        held ? `: ${held.run_id}` : ''
      }`,
    );
  }
}

/** Lets go of the table of a run. */
export async function unlockTable(
  knex: Knex | Knex.Transaction,
  runId: string,
): Promise<void> {
  await knex<LockRow>('lakehouse_maintenance_locks')
    .where({ run_id: runId, purpose: 'run' })
    .delete();
}

/** The run or rollback that a table is held for. */
export async function holderOfTable(
  knex: Knex,
  key: Pick<LockRow, 'lakehouse' | 'schema_name' | 'table_name'>,
  nowMs: number,
): Promise<{ runId: string; purpose: LockRow['purpose'] } | undefined> {
  const held = await knex<LockRow>('lakehouse_maintenance_locks')
    .where(key)
    .where(lasting =>
      lasting.whereNull('expires_at').orWhere('expires_at', '>=', nowMs),
    )
    .first('run_id', 'purpose');
  return held && { runId: held.run_id, purpose: held.purpose };
}
