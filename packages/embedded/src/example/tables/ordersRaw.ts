import { DAY, HOUR } from '../durations';
import { amount, choose, dice, moment } from '../generate';
import { looksAfterItself } from '../recommended';
import type { RetailRecipe } from '../RetailRecipe';

const rowsPerDay = 6_000;

/** Well: daily, sorted, compact. */
export const ordersRaw: RetailRecipe = {
  schema: 'bronze',
  table: 'orders_raw',
  owner: 'group:default/orders-platform',
  layer: 'bronze',
  description:
    'Order messages of the shop and the stores as they came, duplicates included.',
  ailments: [],
  ageMs: 16 * DAY,
  create: {
    columns: [
      { name: 'message_id', type: 'string', required: true },
      { name: 'received_at', type: 'timestamptz', required: true },
      { name: 'order_id', type: 'long', required: true },
      { name: 'customer_id', type: 'long' },
      {
        name: 'lines',
        doc: 'What was ordered',
        type: {
          list: {
            struct: [
              { name: 'sku', type: 'string' },
              { name: 'quantity', type: 'int' },
              { name: 'price', type: 'decimal(12,2)' },
            ],
          },
        },
      },
      {
        name: 'headers',
        type: { map: { key: 'string', value: 'string' } },
        doc: 'Of the message broker',
      },
    ],
    sortBy: [{ column: 'received_at' }],
    properties: looksAfterItself,
  },
  async fill(writer) {
    for (let day = 14; day >= 1; day--) {
      const key = `i + ${day * rowsPerDay}`;
      const line = (seed: number) =>
        `{'sku': 'SKU-' || lpad(CAST(${dice(
          key,
          seed,
          1_200,
        )} AS VARCHAR), 5, '0'), 'quantity': 1 + ${dice(
          key,
          seed + 1,
          3,
        )}, 'price': ${amount(key, seed + 2, 2, 200)}}`;
      await writer.append(
        day * DAY - HOUR,
        `SELECT md5('order' || (${key})) AS message_id, ${moment(
          writer.nowMs - day * DAY - DAY,
          'i * 14000',
        )} AS received_at,
           CAST(1000000 + ${key} AS BIGINT) AS order_id, CAST(1 + ${dice(
          key,
          1,
          40_000,
        )} AS BIGINT) AS customer_id,
           CASE WHEN ${dice(key, 2, 2)} = 0 THEN [${line(10)}] ELSE [${line(
          10,
        )}, ${line(20)}] END AS lines,
           MAP {'source': ${choose(
             ['web', 'app', 'store'],
             key,
             3,
           )}, 'partition': CAST(${dice(key, 4, 12)} AS VARCHAR)} AS headers
         FROM range(${rowsPerDay}) t(i)`,
      );
    }
  },
};
