import { randomUUID } from 'node:crypto';
import { tableEntityName } from '@lakehouse-portal/plugin-lakehouse-common';
import type { Knex } from 'knex';
import type { TableRow } from './rows';
import { renamedSearchText } from './searchText';
import { entityNameOfRow } from './tableIdentity';
import type { ExchangedName } from './TableStore';

/**
 * Gives tables the names of one another: what is known of each, and its entity, stay with it. What is stored counts as never
 * read, so that the next scan reads it by its new name.
 *
 * @returns false when one of them is another table by now, or not there any more.
 */
export async function exchangeNames(
  trx: Knex.Transaction,
  exchanged: ExchangedName[],
): Promise<boolean> {
  const byId = [...exchanged].sort((a, b) => a.id - b.id);
  const rows: TableRow[] = [];
  for (const { id, tableUuid } of byId) {
    // In one order for all, locked: two replicas may have found the same.
    const row = await trx<TableRow>('lakehouse_tables')
      .where({ id, table_uuid: tableUuid })
      .forUpdate()
      .first();
    if (!row) {
      return false;
    }
    rows.push(row);
  }
  const names = new Set(
    rows.map(row => JSON.stringify([row.schema_name, row.table_name])),
  );
  const areTheirs = byId.every(({ schema, table }) =>
    names.delete(JSON.stringify([schema, table])),
  );
  if (!areTheirs) {
    return false;
  }
  // No two tables may have the same name, not even in between.
  const between = randomUUID();
  for (const { id } of byId) {
    await trx<TableRow>('lakehouse_tables')
      .where({ id })
      .update({ table_name: `${between}-${id}` });
  }
  for (const [index, { id, schema, table }] of byId.entries()) {
    const entityName = entityNameOfRow(rows[index]);
    const { lakehouse } = rows[index];
    const usualName = tableEntityName({ lakehouse, schema, table });
    await trx<TableRow>('lakehouse_tables')
      .where({ id })
      .update({
        schema_name: schema,
        table_name: table,
        entity_name: entityName === usualName ? null : entityName,
        search_text: renamedSearchText(rows[index].search_text, {
          schema,
          table,
        }),
        read_location: null,
      });
  }
  return true;
}
