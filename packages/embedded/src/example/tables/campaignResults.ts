import { DAY } from '../durations';
import { amount, choose, dice, moment } from '../generate';
import { looksAfterItself } from '../recommended';
import type { RetailRecipe } from '../RetailRecipe';

/** Well: small and weekly. */
export const campaignResults: RetailRecipe = {
  schema: 'gold',
  table: 'campaign_results',
  owner: 'group:default/web-analytics',
  layer: 'gold',
  description: 'What each campaign cost and brought, per week.',
  ailments: [],
  ageMs: 80 * DAY,
  create: {
    columns: [
      { name: 'week', type: 'date', required: true },
      { name: 'campaign', type: 'string', required: true },
      { name: 'medium', type: 'string' },
      { name: 'cost', type: 'decimal(12,2)', doc: 'EUR' },
      { name: 'clicks', type: 'long' },
      { name: 'orders', type: 'long', doc: 'Last click' },
      { name: 'revenue', type: 'decimal(12,2)', doc: 'EUR' },
    ],
    sortBy: [{ column: 'week' }],
    properties: looksAfterItself,
  },
  async fill(writer) {
    for (let week = 10; week >= 1; week--) {
      const key = `i + ${week * 60}`;
      await writer.append(
        week * 7 * DAY,
        `SELECT CAST(timezone('UTC', ${moment(
          writer.nowMs - (week + 1) * 7 * DAY,
        )}) AS DATE) AS week, 'C-' || (100 + i) AS campaign,
           ${choose(
             ['search', 'social', 'newsletter', 'display'],
             'i',
             1,
           )} AS medium, ${amount(key, 2, 50, 4_000)} AS cost,
           CAST(300 + ${dice(key, 3, 20_000)} AS BIGINT) AS clicks, CAST(${dice(
          key,
          4,
          400,
        )} AS BIGINT) AS orders, ${amount(key, 5, 0, 30_000)} AS revenue
         FROM range(60) t(i)`,
      );
    }
  },
};
