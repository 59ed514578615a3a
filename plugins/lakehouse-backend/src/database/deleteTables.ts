import type { Knex } from 'knex';

/** Deletes tables with all that is known of them. */
export async function deleteTables(
  trx: Knex.Transaction,
  ids: number[],
): Promise<void> {
  await trx('lakehouse_table_documents').whereIn('table_id', ids).delete();
  await trx('lakehouse_health_history').whereIn('table_id', ids).delete();
  await trx('lakehouse_maintenance_due').whereIn('table_id', ids).delete();
  await trx('lakehouse_health_regressions').whereIn('table_id', ids).delete();
  await trx('lakehouse_query_observations').whereIn('table_id', ids).delete();
  await trx('lakehouse_tables').whereIn('id', ids).delete();
}
