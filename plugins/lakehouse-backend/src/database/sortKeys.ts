import type { TablesQuery } from '@lakehouse-portal/plugin-lakehouse-common';
import type { TableRow } from './rows';

/** One of the values that the order of a list is made of. Never null, so that all databases order it the same way. */
export interface SortKey {
  /** Over the columns of `lakehouse_tables`; constant text, never from a request. */
  sql: string;
  order: 'asc' | 'desc';
  type: 'integer' | 'long' | 'double' | 'string';
}

type Sort = NonNullable<TablesQuery['sort']>;
type Order = SortKey['order'];

/** Beyond what is stored of any figure, and a number that JavaScript has exactly. */
const LAST = '9007199254740991';

const FIGURES: Partial<Record<Sort, keyof TableRow>> = {
  slowdown: 'slowdown',
  size: 'size_bytes',
  files: 'data_files',
  age: 'last_commit_at',
};

const NAMES: SortKey[] = ['lakehouse', 'schema_name', 'table_name'].map(
  column => ({ sql: column, order: 'asc', type: 'string' }),
);

/**
 * What a list is ordered by, down to the name of the table, so that no two rows are equal. Unknown values come last
 * either way; the migrations have an index for each of the usual orders.
 */
export function sortKeysOf(
  query: Pick<TablesQuery, 'sort' | 'order'>,
): SortKey[] {
  const sort = query.sort ?? 'health';
  const order = query.order ?? (FIGURES[sort] ? 'desc' : 'asc');
  switch (sort) {
    case 'health':
      // Unknown sorts after critical: it may be either. What has no health at all comes last.
      return [
        { sql: 'severity_rank', order, type: 'integer' },
        { sql: 'coalesce(score, -1)', order, type: 'integer' },
        {
          sql: 'coalesce(slowdown, 0)',
          order: opposite(order),
          type: 'double',
        },
        ...NAMES,
      ];
    case 'name':
      return [NAMES[1], NAMES[2], NAMES[0]].map(key => ({ ...key, order }));
    case 'layer':
      return [
        {
          sql: `case when layer is null then ${
            order === 'asc' ? 4 : -1
          } when layer = 'bronze' then 0 when layer = 'silver' then 1 when layer = 'gold' then 2 else 3 end`,
          order,
          type: 'integer',
        },
        text("coalesce(layer, '')", order),
        ...NAMES,
      ];
    case 'owner':
      return [
        {
          sql: 'case when owner is null then 1 else 0 end',
          order: 'asc',
          type: 'integer',
        },
        text("coalesce(owner, '')", order),
        ...NAMES,
      ];
    default:
      // The age of a table grows as its last commit lies further back.
      return [
        figure(FIGURES[sort]!, sort === 'age' ? opposite(order) : order),
        ...NAMES,
      ];
  }
}

function figure(column: string, order: Order): SortKey {
  return {
    sql: `coalesce(${column}, ${order === 'asc' ? LAST : -1})`,
    order,
    type: column === 'slowdown' ? 'double' : 'long',
  };
}

function text(sql: string, order: Order): SortKey {
  return { sql, order, type: 'string' };
}

function opposite(order: Order): Order {
  return order === 'asc' ? 'desc' : 'asc';
}
