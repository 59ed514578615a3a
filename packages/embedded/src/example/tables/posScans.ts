import { HOUR, MINUTE } from '../durations';
import { amount, choose, dice, moment } from '../generate';
import type { RetailRecipe } from '../RetailRecipe';

const commits = 72;
const rowsPerCommit = 1_500;

/** A commit every ten minutes; manifests are merged from 100 on, which never comes. */
export const posScans: RetailRecipe = {
  schema: 'bronze',
  table: 'pos_scans',
  owner: 'group:default/supply-chain',
  layer: 'bronze',
  description:
    'Articles scanned at the tills of all stores, one commit every ten minutes.',
  ailments: ['manifests'],
  ageMs: commits * 10 * MINUTE + HOUR,
  create: {
    columns: [
      { name: 'scan_id', type: 'long', required: true },
      { name: 'scanned_at', type: 'timestamptz', required: true },
      { name: 'store_id', type: 'int', required: true },
      { name: 'till', type: 'int' },
      {
        name: 'sku',
        type: 'string',
        required: true,
        doc: 'Article number, as in silver.products',
      },
      { name: 'quantity', type: 'int' },
      {
        name: 'price',
        type: 'decimal(12,2)',
        doc: 'Per piece, with tax, in the currency of the store',
      },
      { name: 'kind', type: 'string', doc: 'sale, return or void' },
    ],
    sortBy: [{ column: 'scanned_at' }],
    properties: {
      'commit.manifest.min-count-to-merge': '100',
      'write.target-file-size-bytes': '134217728',
    },
  },
  async fill(writer) {
    for (let commit = 0; commit < commits; commit++) {
      const ageMs = (commits - commit) * 10 * MINUTE;
      const key = `i + ${commit * rowsPerCommit}`;
      await writer.append(
        ageMs,
        `SELECT CAST(500000 + ${key} AS BIGINT) AS scan_id, ${moment(
          writer.nowMs - ageMs - 10 * MINUTE,
          'i * 390',
        )} AS scanned_at,
           1 + ${dice(key, 1, 48)} AS store_id, 1 + ${dice(
          key,
          2,
          6,
        )} AS till, 'SKU-' || lpad(CAST(${dice(
          key,
          3,
          1_200,
        )} AS VARCHAR), 5, '0') AS sku,
           1 + ${dice(key, 4, 4)} AS quantity, ${amount(
          key,
          5,
          1,
          180,
        )} AS price, ${choose(
          ['sale', 'sale', 'sale', 'sale', 'return', 'void'],
          key,
          6,
        )} AS kind
         FROM range(${rowsPerCommit}) t(i)`,
      );
    }
  },
};
