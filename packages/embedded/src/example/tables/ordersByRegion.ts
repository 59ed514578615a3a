import { DAY } from '../durations';
import { amount, choose, dice, moment } from '../generate';
import { looksAfterItself } from '../recommended';
import type { RetailRecipe } from '../RetailRecipe';

/** Well: one file a week. */
export const ordersByRegion: RetailRecipe = {
  schema: 'gold',
  table: 'orders_by_region',
  owner: 'group:default/orders-platform',
  layer: 'gold',
  description: 'Orders per hour, country and channel.',
  ailments: [],
  ageMs: 90 * DAY,
  create: {
    columns: [
      { name: 'hour', type: 'timestamptz', required: true },
      { name: 'country', type: 'string', required: true },
      { name: 'channel', type: 'string', required: true },
      { name: 'orders', type: 'long' },
      { name: 'value', type: 'decimal(14,2)', doc: 'EUR' },
    ],
    sortBy: [{ column: 'hour' }],
    properties: looksAfterItself,
  },
  async fill(writer) {
    for (let week = 11; week >= 0; week--) {
      const key = `i + ${week * 5_000}`;
      await writer.append(
        week * 7 * DAY + DAY / 3,
        `SELECT ${moment(
          Math.floor(writer.nowMs / DAY) * DAY - (week + 1) * 7 * DAY,
          '(i // 27) * 3600000',
        )} AS hour,
           ${choose(
             ['DE', 'FR', 'US', 'GB', 'PL', 'NG', 'BR', 'IT', 'ES'],
             '(i % 27) // 3',
             1,
           )} AS country,
           (['web', 'app', 'store'])[1 + CAST(i % 3 AS INTEGER)] AS channel,
           CAST(${dice(key, 2, 90)} AS BIGINT) AS orders, ${amount(
          key,
          3,
          0,
          9_000,
        )} AS value
         FROM range(${7 * 24 * 27}) t(i)`,
      );
    }
  },
};
