import { DAY } from '../durations';
import { amount, choose, dice, moment } from '../generate';
import { looksAfterItself } from '../recommended';
import type { RetailRecipe } from '../RetailRecipe';

const rowsPerFile = 5_000;

/** Its writer leaves column statistics out, so that no file can be skipped. */
export const paymentsRaw: RetailRecipe = {
  schema: 'bronze',
  table: 'payments_raw',
  owner: 'group:default/finance-analytics',
  layer: 'bronze',
  description: 'Messages of the payment provider, as they came.',
  ailments: ['missing-statistics'],
  ageMs: 20 * DAY,
  create: {
    columns: [
      { name: 'message_id', type: 'string', required: true },
      { name: 'received_at', type: 'timestamptz', required: true },
      { name: 'order_id', type: 'long' },
      { name: 'method', type: 'string' },
      { name: 'amount', type: 'decimal(12,2)' },
      { name: 'currency', type: 'string' },
      {
        name: 'state',
        type: 'string',
        doc: 'authorised, captured, refunded or failed',
      },
      { name: 'payload', type: 'string', doc: 'The message itself, JSON' },
    ],
    properties: {
      ...looksAfterItself,
      'write.metadata.metrics.default': 'none',
    },
  },
  async fill(writer) {
    for (let day = 12; day >= 1; day--) {
      const key = `i + ${day * rowsPerFile}`;
      await writer.append(
        day * DAY,
        `SELECT md5('payment' || (${key})) AS message_id, ${moment(
          writer.nowMs - (day + 1) * DAY,
          'i * 17000',
        )} AS received_at,
           CAST(1000000 + ${dice(
             key,
             1,
             200_000,
           )} AS BIGINT) AS order_id, ${choose(
          ['card', 'card', 'paypal', 'invoice', 'wallet'],
          key,
          2,
        )} AS method,
           ${amount(key, 3, 3, 900)} AS amount, ${choose(
          ['EUR', 'EUR', 'USD', 'GBP'],
          key,
          4,
        )} AS currency,
           ${choose(
             [
               'authorised',
               'captured',
               'captured',
               'captured',
               'refunded',
               'failed',
             ],
             key,
             5,
           )} AS state,
           '{"risk":' || ${dice(key, 6, 100)} || ',"attempt":' || (1 + ${dice(
          key,
          7,
          3,
        )}) || '}' AS payload
         FROM range(${rowsPerFile}) t(i)`,
      );
    }
  },
};
