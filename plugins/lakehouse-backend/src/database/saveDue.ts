import type { Knex } from 'knex';
import type { DueRow } from './rows';
import { storableText } from './storableText';
import type { Verdict } from './TableStore';

/** Keeps what is due in step with the verdict; since when it is, and what was tried, stays. */
export async function saveDue(
  trx: Knex.Transaction,
  id: number,
  verdict: Pick<Verdict, 'due' | 'judgedAt'> | undefined,
): Promise<void> {
  if (!verdict?.due) {
    await trx<DueRow>('lakehouse_maintenance_due')
      .where({ table_id: id })
      .delete();
    return;
  }
  const { gain, operations, reasons } = verdict.due;
  const said = {
    gain,
    operations: JSON.stringify(operations),
    reasons: storableText(JSON.stringify(reasons)),
  };
  await trx<DueRow>('lakehouse_maintenance_due')
    .insert({ table_id: id, ...said, since: verdict.judgedAt })
    .onConflict('table_id')
    .merge(said);
}
