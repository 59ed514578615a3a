import { DAY } from '../durations';
import { choose, dice, moment } from '../generate';
import { looksAfterItself } from '../recommended';
import type { RetailRecipe } from '../RetailRecipe';

/** Well: monthly, with the plan on a branch of its own. */
export const inventoryTurnover: RetailRecipe = {
  schema: 'gold',
  table: 'inventory_turnover',
  owner: 'group:default/supply-chain',
  layer: 'gold',
  description: 'How often stock turned over, per store and category and month.',
  ailments: [],
  ageMs: 190 * DAY,
  create: {
    columns: [
      { name: 'month', type: 'date', required: true },
      { name: 'store_id', type: 'int', required: true },
      { name: 'category', type: 'string', required: true },
      { name: 'turnover', type: 'double', doc: 'Times a month' },
      { name: 'days_of_stock', type: 'float' },
    ],
    sortBy: [{ column: 'month' }, { column: 'store_id' }],
    properties: looksAfterItself,
  },
  async fill(writer) {
    for (let month = 6; month >= 1; month--) {
      await writer.append(month * 30 * DAY, select(writer.nowMs, month));
    }
    await writer.commit(29 * DAY, (lakehouse, table) =>
      lakehouse.createBranch(table, 'plan', { minSnapshotsToKeep: 20 }),
    );
    await writer.commit(28 * DAY, (lakehouse, table) =>
      lakehouse.append(
        table,
        { sql: select(writer.nowMs, 0) },
        { branch: 'plan' },
      ),
    );
  },
};

function select(nowMs: number, month: number): string {
  const key = `i + ${month * 240}`;
  return `SELECT CAST(date_trunc('month', timezone('UTC', ${moment(
    nowMs - month * 30 * DAY,
  )})) AS DATE) AS month, CAST(1 + i // 5 AS INTEGER) AS store_id,
      (['clothing', 'kitchen', 'home', 'garden', 'office'])[1 + CAST(i % 5 AS INTEGER)] AS category,
      0.2 + ${dice(key, 1, 400)} / 100.0 AS turnover, CAST(3 + ${dice(
    key,
    2,
    90,
  )} AS FLOAT) AS days_of_stock
    FROM range(240) t(i) WHERE ${choose(['y', 'y', 'y', 'n'], key, 3)} = 'y'`;
}
