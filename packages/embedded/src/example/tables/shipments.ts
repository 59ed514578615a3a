import { DAY } from '../durations';
import { choose, dice, moment } from '../generate';
import { looksAfterItself } from '../recommended';
import type { RetailRecipe } from '../RetailRecipe';

const rows = 16_000;
/** One carrier takes nearly everything. */
const carriers = [
  ...Array.from({ length: 34 }, () => 'parcel-one'),
  'nordpost',
  'velo-kurier',
  'seafreight',
  'airbridge',
  'own-fleet',
  'pick-up',
];

/** Partitioned by a column of which one value has nearly all rows. */
export const shipments: RetailRecipe = {
  schema: 'silver',
  table: 'shipments',
  owner: 'group:default/supply-chain',
  layer: 'silver',
  description: 'Parcels on their way, one row per parcel, by carrier.',
  ailments: ['skew'],
  ageMs: 35 * DAY,
  create: {
    columns: [
      { name: 'shipment_id', type: 'long', required: true },
      { name: 'order_id', type: 'long', required: true },
      { name: 'carrier', type: 'string', required: true },
      { name: 'shipped_at', type: 'timestamptz', required: true },
      { name: 'delivered_at', type: 'timestamptz' },
      { name: 'weight_g', type: 'int', doc: 'Grams' },
    ],
    partitionBy: [{ column: 'carrier' }],
    sortBy: [{ column: 'shipped_at' }],
    properties: looksAfterItself,
  },
  async fill(writer) {
    for (let week = 4; week >= 1; week--) {
      const key = `i + ${week * rows}`;
      const shipped = `i * ${Math.floor((7 * DAY) / rows)}`;
      await writer.append(
        week * 7 * DAY - DAY,
        `SELECT CAST(${
          (4 - week) * rows
        } + i AS BIGINT) AS shipment_id, CAST(1000000 + ${dice(
          key,
          1,
          200_000,
        )} AS BIGINT) AS order_id,
           ${choose(carriers, key, 2)} AS carrier, ${moment(
          writer.nowMs - (week + 1) * 7 * DAY,
          shipped,
        )} AS shipped_at,
           CASE WHEN ${dice(key, 3, 12)} > 0 THEN ${moment(
          writer.nowMs - (week + 1) * 7 * DAY,
          `${shipped} + (12 + ${dice(key, 4, 90)}) * 3600000`,
        )} END AS delivered_at,
           60 + ${dice(key, 5, 14_000)} AS weight_g
         FROM range(${rows}) t(i)`,
      );
    }
  },
};
