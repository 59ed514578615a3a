import type { TablesQuery } from '@lakehouse-portal/plugin-lakehouse-common';
import type { Knex } from 'knex';
import type { TableRow } from './rows';

type Sort = NonNullable<TablesQuery['sort']>;

/** Columns that may be null sort last either way. */
const COLUMNS: Record<
  Exclude<Sort, 'health' | 'name' | 'layer'>,
  keyof TableRow
> = {
  slowdown: 'slowdown',
  owner: 'owner',
  size: 'size_bytes',
  files: 'data_files',
  age: 'last_commit_at',
};

const LARGEST_FIRST: readonly Sort[] = ['slowdown', 'size', 'files', 'age'];

/** Orders a query over `lakehouse_tables`; ties by lakehouse, schema and table, so that pages are stable. */
export function sortTables(
  builder: Knex.QueryBuilder<TableRow>,
  query: Pick<TablesQuery, 'sort' | 'order'>,
): Knex.QueryBuilder<TableRow> {
  const sort = query.sort ?? 'health';
  const order = query.order ?? (LARGEST_FIRST.includes(sort) ? 'desc' : 'asc');
  if (sort === 'health') {
    // Unknown sorts after critical: it may be either. It has no score, so nulls never meet scores.
    builder
      .orderBy('severity_rank', order)
      .orderBy('score', order)
      .orderBy('slowdown', opposite(order));
  } else if (sort === 'layer') {
    builder
      .orderByRaw('case when layer is null then 1 else 0 end')
      .orderByRaw(
        `case layer when 'bronze' then 0 when 'silver' then 1 when 'gold' then 2 else 3 end ${order}`,
      )
      .orderBy('layer', order);
  } else if (sort !== 'name') {
    const column = COLUMNS[sort];
    builder
      .orderByRaw('case when ?? is null then 1 else 0 end', [column])
      // The age of a table grows as its last commit lies further back.
      .orderBy(column, sort === 'age' ? opposite(order) : order);
  }
  const names = sort === 'name' ? order : 'asc';
  if (sort === 'name') {
    return builder
      .orderBy('schema_name', names)
      .orderBy('table_name', names)
      .orderBy('lakehouse', names);
  }
  return builder
    .orderBy('lakehouse', names)
    .orderBy('schema_name', names)
    .orderBy('table_name', names);
}

function opposite(order: 'asc' | 'desc'): 'asc' | 'desc' {
  return order === 'asc' ? 'desc' : 'asc';
}
