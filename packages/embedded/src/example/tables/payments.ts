import { DAY } from '../durations';
import { amount, choose, dice, moment } from '../generate';
import { looksAfterItself } from '../recommended';
import type { RetailRecipe } from '../RetailRecipe';

const rowsPerMonth = 22_000;

/** Well: partitioned by month, a file each, with a branch for the auditors. */
export const payments: RetailRecipe = {
  schema: 'silver',
  table: 'payments',
  owner: 'group:default/finance-analytics',
  layer: 'silver',
  description: 'Payments and refunds, matched with orders.',
  ailments: [],
  ageMs: 180 * DAY,
  create: {
    columns: [
      { name: 'payment_id', type: 'long', required: true },
      { name: 'order_id', type: 'long', required: true },
      { name: 'paid_at', type: 'timestamptz', required: true },
      { name: 'amount', type: 'decimal(12,2)', doc: 'Negative for a refund' },
      { name: 'currency', type: 'string' },
      { name: 'method', type: 'string' },
      { name: 'provider_reference', type: 'uuid' },
    ],
    sortBy: [{ column: 'paid_at' }],
    properties: looksAfterItself,
  },
  async fill(writer) {
    for (let month = 5; month >= 0; month--) {
      const key = `i + ${month * rowsPerMonth}`;
      await writer.append(
        month * 30 * DAY + DAY / 2,
        `SELECT CAST(${
          (5 - month) * rowsPerMonth
        } + i AS BIGINT) AS payment_id, CAST(1000000 + ${dice(
          key,
          1,
          200_000,
        )} AS BIGINT) AS order_id,
           ${moment(
             writer.nowMs - (month + 1) * 30 * DAY,
             `i * ${Math.floor((29 * DAY) / rowsPerMonth)}`,
           )} AS paid_at,
           CASE WHEN ${dice(key, 2, 15)} = 0 THEN -${amount(
          key,
          3,
          3,
          400,
        )} ELSE ${amount(key, 3, 3, 900)} END AS amount,
           ${choose(
             ['EUR', 'EUR', 'EUR', 'USD', 'GBP'],
             key,
             4,
           )} AS currency, ${choose(
          ['card', 'card', 'paypal', 'invoice', 'wallet'],
          key,
          5,
        )} AS method,
           CAST(md5('ref' || (${key})) AS UUID) AS provider_reference
         FROM range(${rowsPerMonth}) t(i)`,
      );
      if (month === 3) {
        await writer.commit(month * 30 * DAY, (lakehouse, table) =>
          lakehouse.createBranch(table, 'auditors', { minSnapshotsToKeep: 20 }),
        );
      }
    }
  },
};
