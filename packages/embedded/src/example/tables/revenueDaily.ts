import { DAY, HOUR } from '../durations';
import { amount, dice, moment } from '../generate';
import { looksAfterItself } from '../recommended';
import type { RetailRecipe } from '../RetailRecipe';

const regions = ['Africa', 'Americas', 'Asia', 'Europe'];

/** Well: its partitioning went from days to months, and compaction followed. */
export const revenueDaily: RetailRecipe = {
  schema: 'gold',
  table: 'revenue_daily',
  owner: 'group:default/finance-analytics',
  layer: 'gold',
  description: 'Revenue per day and region, as reported.',
  ailments: [],
  ageMs: 190 * DAY,
  create: {
    columns: [
      { name: 'day', type: 'date', required: true },
      { name: 'region', type: 'string', required: true },
      { name: 'orders', type: 'long' },
      { name: 'revenue', type: 'decimal(14,2)', doc: 'EUR, without tax' },
      { name: 'refunds', type: 'decimal(14,2)', doc: 'EUR' },
    ],
    identifierColumns: ['day', 'region'],
    partitionBy: [{ column: 'day', transform: 'day' }],
    sortBy: [{ column: 'day' }],
    properties: looksAfterItself,
  },
  async fill(writer) {
    await writer.append(180 * DAY, select(writer.nowMs, 186, 6));
    await writer.commit(179 * DAY, (lakehouse, table) =>
      lakehouse.updatePartitioning(table, [
        { change: 'remove', name: 'day_day' },
        { change: 'add', column: 'day', transform: 'month' },
      ]),
    );
    await writer.commit(178 * DAY, (lakehouse, table) =>
      lakehouse.rewriteDataFiles(table, { rewriteAll: true }),
    );
    for (let month = 5; month >= 0; month--) {
      await writer.append(
        month * 30 * DAY + 5 * HOUR,
        select(writer.nowMs, (month + 1) * 30, 30),
      );
      if (month === 2) {
        await writer.commit(month * 30 * DAY + HOUR, (lakehouse, table) =>
          lakehouse.createTag(table, 'quarter-closed', {
            maxRefAgeMs: 3_650 * DAY,
          }),
        );
      }
    }
    await writer.commit(2 * HOUR, (lakehouse, table) =>
      lakehouse.rewriteDataFiles(table, { rewriteAll: true }),
    );
  },
};

function select(nowMs: number, daysAgo: number, days: number): string {
  const key = `i + ${1_000 - daysAgo * regions.length}`;
  return `SELECT CAST(timezone('UTC', ${moment(
    nowMs - daysAgo * DAY,
    `(i // ${regions.length}) * ${DAY}`,
  )}) AS DATE) AS day,
      ([${regions.map(region => `'${region}'`).join(', ')}])[1 + CAST(i % ${
    regions.length
  } AS INTEGER)] AS region,
      CAST(200 + ${dice(key, 1, 900)} AS BIGINT) AS orders, ${amount(
    key,
    2,
    9_000,
    90_000,
  )} AS revenue, ${amount(key, 3, 100, 4_000)} AS refunds
    FROM range(${days * regions.length}) t(i)`;
}
