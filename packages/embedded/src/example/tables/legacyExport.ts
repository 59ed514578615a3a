import { DAY } from '../durations';
import { amount, choose, dice, moment } from '../generate';
import { looksAfterItself } from '../recommended';
import type { RetailRecipe } from '../RetailRecipe';

const rowsPerMonth = 9_000;

/** Written by a tool of long ago: format version 1, gzip. */
export const legacyExport: RetailRecipe = {
  schema: 'bronze',
  table: 'legacy_export',
  owner: 'group:default/data-platform',
  layer: 'bronze',
  description:
    'Orders of the old shop system, exported once a month until it is switched off.',
  ailments: ['old-format', 'codec'],
  ageMs: 200 * DAY,
  create: {
    formatVersion: 1,
    columns: [
      { name: 'ORDER_NO', type: 'string', required: true },
      { name: 'CUST_NO', type: 'string' },
      {
        name: 'BOOKED',
        type: 'timestamp',
        doc: 'Local time of the data centre',
      },
      { name: 'NET', type: 'decimal(12,2)' },
      { name: 'VAT', type: 'decimal(12,2)' },
      { name: 'STATUS', type: 'string', doc: 'O open, C closed, X cancelled' },
      { name: 'NOTE', type: 'string' },
    ],
    properties: {
      ...looksAfterItself,
      'write.parquet.compression-codec': 'gzip',
    },
  },
  async fill(writer) {
    for (let month = 6; month >= 1; month--) {
      const key = `i + ${month * rowsPerMonth}`;
      const startMs = writer.nowMs - (month + 1) * 30 * DAY;
      await writer.append(
        month * 30 * DAY,
        `SELECT 'L' || lpad(CAST(${key} AS VARCHAR), 9, '0') AS "ORDER_NO", 'K' || ${dice(
          key,
          1,
          30_000,
        )} AS "CUST_NO",
           timezone('UTC', ${moment(
             startMs,
             `i * ${Math.floor((30 * DAY) / rowsPerMonth)}`,
           )}) AS "BOOKED",
           ${amount(key, 2, 5, 700)} AS "NET", ${amount(
          key,
          2,
          0.95,
          133,
        )} AS "VAT",
           ${choose(
             ['C', 'C', 'C', 'O', 'X'],
             key,
             3,
           )} AS "STATUS", CASE WHEN ${dice(
          key,
          4,
          20,
        )} = 0 THEN 'delivered to neighbour' END AS "NOTE"
         FROM range(${rowsPerMonth}) t(i)`,
      );
    }
  },
};
