import { DAY, HOUR } from '../durations';
import { choose, dice, moment } from '../generate';
import { looksAfterItself } from '../recommended';
import type { RetailRecipe } from '../RetailRecipe';

const rowsPerDay = 3_000;

/** Well: change data capture, compacted last night. */
export const customerChanges: RetailRecipe = {
  schema: 'bronze',
  table: 'customer_changes',
  owner: 'group:default/customer-data',
  layer: 'bronze',
  description: 'Changes of the customer database, captured from its log.',
  ailments: [],
  ageMs: 12 * DAY,
  create: {
    columns: [
      { name: 'change_id', type: 'long', required: true },
      { name: 'changed_at', type: 'timestamptz', required: true },
      {
        name: 'operation',
        type: 'string',
        required: true,
        doc: 'c created, u updated, d deleted',
      },
      { name: 'customer_id', type: 'long', required: true },
      {
        name: 'before',
        type: { map: { key: 'string', value: 'string' } },
        doc: 'Changed columns as they were',
      },
      {
        name: 'after',
        type: { map: { key: 'string', value: 'string' } },
        doc: 'Changed columns as they are',
      },
      { name: 'transaction', type: 'uuid' },
    ],
    sortBy: [{ column: 'changed_at' }],
    properties: looksAfterItself,
  },
  async fill(writer) {
    for (let day = 10; day >= 1; day--) {
      const key = `i + ${day * rowsPerDay}`;
      const email = (seed: number) =>
        `'c' || ${dice(key, seed, 99_999)} || '@example.com'`;
      await writer.append(
        day * DAY,
        `SELECT CAST(${
          (11 - day) * rowsPerDay
        } + i AS BIGINT) AS change_id, ${moment(
          writer.nowMs - (day + 1) * DAY,
          'i * 28000',
        )} AS changed_at,
           ${choose(
             ['c', 'u', 'u', 'u', 'd'],
             key,
             1,
           )} AS operation, CAST(1 + ${dice(
          key,
          2,
          40_000,
        )} AS BIGINT) AS customer_id,
           CASE WHEN ${dice(key, 3, 5)} > 0 THEN MAP {'email': ${email(
          4,
        )}} END AS before, MAP {'email': ${email(5)}} AS after,
           CAST(md5('tx' || ((${key}) // 3)) AS UUID) AS "transaction"
         FROM range(${rowsPerDay}) t(i)`,
      );
    }
    await writer.commit(6 * HOUR, (lakehouse, table) =>
      lakehouse.rewriteDataFiles(table),
    );
  },
};
