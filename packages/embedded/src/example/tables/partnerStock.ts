import { DAY, HOUR } from '../durations';
import { amount, choose, dice, moment } from '../generate';
import { looksAfterItself } from '../recommended';
import type { RetailRecipe } from '../RetailRecipe';

const rowsPerDay = 2_400;

/** Promised daily; its writer stopped nine days ago. */
export const partnerStock: RetailRecipe = {
  schema: 'bronze',
  table: 'partner_stock',
  owner: 'group:default/supply-chain',
  layer: 'bronze',
  description: 'What partners say they have in stock, a full list every night.',
  ailments: ['stale'],
  ageMs: 24 * DAY,
  create: {
    columns: [
      { name: 'partner', type: 'string', required: true },
      { name: 'sku', type: 'string', required: true },
      { name: 'on_hand', type: 'int' },
      { name: 'unit_cost', type: 'decimal(12,2)' },
      { name: 'reported_at', type: 'timestamptz', required: true },
    ],
    sortBy: [{ column: 'reported_at' }],
    properties: { ...looksAfterItself, 'lakehouse.max-staleness': 'P1DT6H' },
  },
  async fill(writer) {
    for (let day = 23; day >= 9; day--) {
      const key = `i + ${day * rowsPerDay}`;
      await writer.append(
        day * DAY,
        `SELECT ${choose(
          ['Nordlicht', 'Kessler & Co', 'Brightwater', 'Casa Verde'],
          'i',
          1,
        )} AS partner,
           'SKU-' || lpad(CAST(i % 1200 AS VARCHAR), 5, '0') AS sku, ${dice(
             key,
             2,
             400,
           )} AS on_hand,
           ${amount('i', 3, 1, 90)} AS unit_cost, ${moment(
          writer.nowMs - day * DAY - HOUR,
          'i',
        )} AS reported_at
         FROM range(${rowsPerDay}) t(i)`,
      );
    }
  },
};
