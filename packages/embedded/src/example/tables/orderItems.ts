import { DAY } from '../durations';
import { amount, dice, moment } from '../generate';
import { looksAfterItself } from '../recommended';
import type { RetailRecipe } from '../RetailRecipe';

const months = 6;
const rowsPerMonth = 60_000;

/** Well: a file a month, sorted by time. */
export const orderItems: RetailRecipe = {
  schema: 'silver',
  table: 'order_items',
  owner: 'group:default/orders-platform',
  layer: 'silver',
  description: 'One row per line of an order.',
  ailments: [],
  ageMs: months * 30 * DAY,
  create: {
    columns: [
      { name: 'order_id', type: 'long', required: true },
      { name: 'line', type: 'int', required: true, doc: 'From 1' },
      { name: 'sku', type: 'string', required: true },
      { name: 'quantity', type: 'int' },
      { name: 'unit_price', type: 'decimal(12,2)' },
      { name: 'discount', type: 'decimal(12,2)', doc: 'Null without one' },
      { name: 'ordered_at', type: 'timestamptz', required: true },
    ],
    sortBy: [{ column: 'ordered_at' }, { column: 'order_id' }],
    properties: looksAfterItself,
  },
  async fill(writer) {
    for (let month = months - 1; month >= 0; month--) {
      const startMs = writer.nowMs - (month + 1) * 30 * DAY;
      const key = `i + ${(months - 1 - month) * rowsPerMonth}`;
      await writer.append(
        month * 30 * DAY + DAY / 4,
        `SELECT CAST(1000000 + (${key}) // 2 AS BIGINT) AS order_id, CAST(1 + (${key}) % 2 AS INTEGER) AS line,
           'SKU-' || lpad(CAST(${dice(
             key,
             1,
             1_200,
           )} AS VARCHAR), 5, '0') AS sku, 1 + ${dice(key, 2, 4)} AS quantity,
           ${amount(key, 3, 2, 240)} AS unit_price, CASE WHEN ${dice(
          key,
          4,
          7,
        )} = 0 THEN ${amount(key, 5, 0.5, 20)} END AS discount,
           ${moment(
             startMs,
             `i * ${Math.floor((29 * DAY) / rowsPerMonth)}`,
           )} AS ordered_at
         FROM range(${rowsPerMonth}) t(i)`,
      );
    }
  },
};
