import type {
  TablesPage,
  TablesQuery,
} from '@lakehouse-portal/plugin-lakehouse-common';
import type { Knex } from 'knex';
import { fromBigInt } from './columns';
import { countTables } from './countTables';
import { filterTables } from './filterTables';
import { readScoreHistories } from './healthHistory';
import {
  afterValues,
  orderByKeys,
  selectSortKeys,
  valuesOfRow,
} from './pageTables';
import type { TableRow } from './rows';
import { sortKeysOf } from './sortKeys';
import type { TableGroupCache } from './TableGroupCache';
import { groupsOf } from './tableGroups';
import { readTablesCursor, writeTablesCursor } from './TablesCursor';
import {
  TABLE_SUMMARY_COLUMNS,
  tableSummaryOfRow,
  type TableSummaryRow,
} from './tableSummaryOfRow';

/** A page of the list of tables, with the number of all. See `TableStore.list`. */
export async function listPage(
  knex: Knex,
  groups: TableGroupCache,
  query: TablesQuery,
  context: { lakehouses: readonly string[]; nowMs: number },
): Promise<TablesPage> {
  const { cursor: text, offset = 0, limit = 50 } = query;
  const keys = sortKeysOf(query);
  const cursor =
    text === undefined
      ? undefined
      : readTablesCursor(query, text, context.nowMs);
  const nowMs = cursor?.nowMs ?? context.nowMs;
  const matching = () =>
    filterTables(
      knex<TableRow>('lakehouse_tables').whereIn(
        'lakehouse',
        context.lakehouses,
      ),
      query,
      nowMs,
    );
  const page = cursor
    ? afterValues(matching(), keys, cursor.values)
    : matching();
  const [totalItems, found] = await Promise.all([
    countOf(groups, query, context.lakehouses, matching),
    // One more than asked for tells whether there is a next page.
    orderByKeys(page, keys)
      .offset(offset)
      .limit(limit + 1)
      .select<TableSummaryRow[]>(
        ...TABLE_SUMMARY_COLUMNS,
        ...selectSortKeys(knex, keys),
      ),
  ]);
  const rows = found.slice(0, limit);
  const histories = await readScoreHistories(
    knex,
    rows.map(row => row.id),
    context.nowMs,
  );
  return {
    items: rows.map(row => tableSummaryOfRow(row, histories.get(row.id) ?? [])),
    totalItems,
    nextCursor:
      found.length > limit
        ? writeTablesCursor(query, {
            values: valuesOfRow(rows[limit - 1], keys),
            nowMs,
          })
        : undefined,
    offset,
    limit,
  };
}

/** From the groups where they tell, else by going over the tables. */
async function countOf(
  groups: TableGroupCache,
  query: TablesQuery,
  lakehouses: readonly string[],
  matching: () => Knex.QueryBuilder<TableRow>,
): Promise<number> {
  const known = countTables(groupsOf(await groups.get(), lakehouses), query);
  if (known !== undefined) {
    return known;
  }
  const [{ count }] = await matching().count<Array<{ count: number | string }>>(
    { count: '*' },
  );
  return fromBigInt(count) ?? 0;
}
