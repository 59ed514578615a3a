import { tableEntityName } from '@lakehouse-portal/plugin-lakehouse-common';
import type { Knex } from 'knex';
import { deleteTables } from './deleteTables';
import type { HistoryRow, TableRow } from './rows';
import { entityNameOfRow } from './tableIdentity';

/**
 * A table that is gone came back by another name: its history and its entity go on with that one.
 *
 * @returns false when either is not there any more, or the one before is not gone any more.
 */
export async function renameTable(
  trx: Knex.Transaction,
  fromId: number,
  toId: number,
): Promise<boolean> {
  // Locked, in one order for all: two new names of one table, read at the same moment, must not both get its entity.
  const rows = await trx<TableRow>('lakehouse_tables')
    .whereIn('id', [fromId, toId])
    .orderBy('id')
    .forUpdate();
  const from = rows.find(row => row.id === fromId && row.gone_at !== null);
  const to = rows.find(row => row.id === toId);
  if (!from || !to) {
    return false;
  }
  await forgetOlderHistory(trx, toId);
  const there = trx<HistoryRow>('lakehouse_health_history')
    .where({ table_id: toId })
    .select('day');
  await trx<HistoryRow>('lakehouse_health_history')
    .where({ table_id: fromId })
    .whereNotIn('day', there)
    .update({ table_id: toId });
  await trx('lakehouse_query_observations')
    .where({ table_id: fromId })
    .whereNotIn(
      'query_id',
      trx('lakehouse_query_observations')
        .where({ table_id: toId })
        .select('query_id'),
    )
    .update({ table_id: toId });
  await deleteTables(trx, [fromId]);
  const entityName = entityNameOfRow(from);
  const usualName = tableEntityName({
    lakehouse: to.lakehouse,
    schema: to.schema_name,
    table: to.table_name,
  });
  await trx<TableRow>('lakehouse_tables')
    .where({ id: toId })
    .update({ entity_name: entityName === usualName ? null : entityName });
  return true;
}

/** Of a table that had this name before, and is gone; its newest day is of the one that was renamed. */
async function forgetOlderHistory(
  trx: Knex.Transaction,
  tableId: number,
): Promise<void> {
  const newest = await trx<HistoryRow>('lakehouse_health_history')
    .where({ table_id: tableId })
    .max({ day: 'day' })
    .first();
  if (newest?.day) {
    await trx<HistoryRow>('lakehouse_health_history')
      .where({ table_id: tableId })
      .where('day', '<', newest.day)
      .delete();
  }
}
