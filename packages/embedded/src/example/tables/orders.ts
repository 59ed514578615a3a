import { DAY, HOUR } from '../durations';
import { amount, choose, dayOf, dice, moment } from '../generate';
import type { RetailRecipe } from '../RetailRecipe';

const orders = 200_000;
const historyDays = 180;
const erasures = 24;

/** Merge-on-read: erasure requests leave position deletes behind that nobody folds in. */
export const silverOrders: RetailRecipe = {
  schema: 'silver',
  table: 'orders',
  owner: 'group:default/orders-platform',
  layer: 'silver',
  description:
    'One row per order, deduplicated from bronze.orders_raw; customers who ask for it are erased.',
  ailments: ['deletes'],
  ageMs: 13 * DAY,
  create: {
    columns: [
      { name: 'order_id', type: 'long', required: true, doc: 'Unique' },
      { name: 'customer_id', type: 'long', doc: 'See silver.customers' },
      { name: 'ordered_at', type: 'timestamptz', required: true },
      {
        name: 'status',
        type: 'string',
        doc: 'open, paid, shipped, delivered, cancelled or returned',
      },
      { name: 'channel', type: 'string', doc: 'web, app or store' },
      {
        name: 'total',
        type: 'decimal(12,2)',
        doc: 'With tax and shipping, in the currency of the order',
      },
      { name: 'currency', type: 'string' },
      {
        name: 'shipping',
        type: {
          struct: [
            { name: 'country', type: 'string' },
            { name: 'city', type: 'string' },
            { name: 'express', type: 'boolean' },
          ],
        },
      },
      { name: 'vouchers', type: { list: 'string' } },
    ],
    identifierColumns: ['order_id'],
    partitionBy: [{ column: 'ordered_at', transform: 'month' }],
    sortBy: [{ column: 'ordered_at' }],
    properties: {
      'write.delete.mode': 'merge-on-read',
      'write.update.mode': 'merge-on-read',
      'write.target-file-size-bytes': '134217728',
      // Who asked to be forgotten is not to be read from snapshots for as long as silver keeps them.
      'history.expire.max-snapshot-age-ms': String(5 * DAY),
      'history.expire.min-snapshots-to-keep': '1',
    },
  },
  async fill(writer) {
    await writer.append(12 * DAY, select(writer.nowMs, 0, orders - 6_000));
    await writer.commit(12 * DAY - HOUR, (lakehouse, table) =>
      lakehouse.createTag(table, 'before-erasures'),
    );
    for (let erasure = 0; erasure < erasures; erasure++) {
      const ageMs = (erasures - erasure) * 11 * HOUR;
      await writer.commit(ageMs, (lakehouse, table) =>
        lakehouse.delete(table, {
          where: `customer_id % 500 = ${erasure * 7}`,
          mode: 'merge-on-read',
        }),
      );
    }
    await writer.append(9 * HOUR, select(writer.nowMs, orders - 6_000, orders));
    await writer.commit(8 * HOUR, (lakehouse, table) =>
      lakehouse.updateSchema(table, [
        {
          change: 'add',
          column: { name: 'gift', type: 'boolean', doc: 'Wrapped as a gift' },
        },
        { change: 'rename', column: 'total', newName: 'total_amount' },
        { change: 'widen', column: 'total_amount', type: 'decimal(14,2)' },
      ]),
    );
    await writer.commit(7 * HOUR, (lakehouse, table) =>
      lakehouse.createBranch(table, 'audit', { maxRefAgeMs: 90 * DAY }),
    );
    await writer.commit(6 * HOUR, (lakehouse, table) =>
      lakehouse.rewriteManifests(table),
    );
  },
};

function select(nowMs: number, from: number, to: number): string {
  const startMs = nowMs - historyDays * DAY;
  const orderedAt = moment(
    startMs,
    `i * ${Math.floor((historyDays * DAY) / orders)} + ${dice('i', 1, 60_000)}`,
  );
  return `SELECT CAST(1000000 + i AS BIGINT) AS order_id, CAST(1 + ${dice(
    'i',
    2,
    40_000,
  )} AS BIGINT) AS customer_id, ${orderedAt} AS ordered_at,
      CASE WHEN ${dayOf(orderedAt)} > ${dayOf(
    moment(nowMs - 3 * DAY),
  )} THEN ${choose(['open', 'paid', 'shipped'], 'i', 3)}
        ELSE ${choose(
          [
            'delivered',
            'delivered',
            'delivered',
            'delivered',
            'delivered',
            'cancelled',
            'returned',
          ],
          'i',
          4,
        )} END AS status,
      ${choose(
        ['web', 'web', 'web', 'app', 'app', 'store'],
        'i',
        5,
      )} AS channel, ${amount('i', 6, 4, 900)} AS total,
      ${choose(['EUR', 'EUR', 'EUR', 'USD', 'GBP'], 'i', 7)} AS currency,
      {'country': ${choose(
        ['DE', 'DE', 'FR', 'US', 'US', 'GB', 'PL', 'NG', 'BR'],
        'i',
        8,
      )}, 'city': 'City ' || ${dice('i', 9, 900)}, 'express': ${dice(
    'i',
    10,
    6,
  )} = 0} AS shipping,
      CASE WHEN ${dice('i', 11, 9)} = 0 THEN ['WELCOME10'] WHEN ${dice(
    'i',
    11,
    9,
  )} = 1 THEN ['SUMMER', 'FREESHIP'] END AS vouchers
    FROM range(${from}, ${to}) t(i)`;
}
