import type { Knex } from 'knex';
import type { TableRow } from './rows';
import type { SortKey } from './sortKeys';

/** Names of the columns in which {@link selectSortKeys} gives the values of the sort keys. */
const COLUMN = 'sort_key_';

/** Orders a query over `lakehouse_tables`. */
export function orderByKeys(
  builder: Knex.QueryBuilder<TableRow>,
  keys: SortKey[],
): Knex.QueryBuilder<TableRow> {
  for (const { sql, order } of keys) {
    builder.orderByRaw(`${sql} ${order}`);
  }
  return builder;
}

/** Only the rows that come after one with these values. */
export function afterValues(
  builder: Knex.QueryBuilder<TableRow>,
  keys: SortKey[],
  values: Array<string | number>,
): Knex.QueryBuilder<TableRow> {
  // Implied by what follows; alone, it is what an index finds the place by.
  const [first] = keys;
  builder.whereRaw(`${first.sql} ${first.order === 'asc' ? '>=' : '<='} ?`, [
    values[0],
  ]);
  return builder.where(either => {
    keys.forEach(({ sql, order }, index) => {
      either.orWhere(all => {
        keys.slice(0, index).forEach((equal, position) => {
          all.whereRaw(`${equal.sql} = ?`, [values[position]]);
        });
        all.whereRaw(`${sql} ${order === 'asc' ? '>' : '<'} ?`, [
          values[index],
        ]);
      });
    });
  });
}

/** What to select so that {@link valuesOfRow} finds the values. */
export function selectSortKeys(knex: Knex, keys: SortKey[]): Knex.Raw[] {
  return keys.map(({ sql }, index) => knex.raw(`${sql} as ${COLUMN}${index}`));
}

/** The values of the sort keys of a row. */
export function valuesOfRow(
  row: object,
  keys: SortKey[],
): Array<string | number> {
  const values = row as Record<string, string | number>;
  return keys.map(({ type }, index) => {
    const value = values[`${COLUMN}${index}`];
    // PostgreSQL gives bigint as text.
    return type === 'string' ? String(value) : Number(value);
  });
}
