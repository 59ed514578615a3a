import { DAY, HOUR } from '../durations';
import { amount, choose, dice, moment } from '../generate';
import { looksAfterItself } from '../recommended';
import type { RetailRecipe } from '../RetailRecipe';

const commits = 36;
const rows = 400;

/** Keeps every metadata file that it ever had. */
export const returns: RetailRecipe = {
  schema: 'silver',
  table: 'returns',
  owner: 'group:default/orders-platform',
  layer: 'silver',
  description: 'Goods that came back, and why.',
  ailments: ['metadata-cleanup-off'],
  ageMs: 20 * DAY,
  create: {
    columns: [
      { name: 'return_id', type: 'long', required: true },
      { name: 'order_id', type: 'long', required: true },
      { name: 'returned_at', type: 'timestamptz', required: true },
      { name: 'reason', type: 'string' },
      { name: 'refund', type: 'decimal(12,2)' },
    ],
    sortBy: [{ column: 'returned_at' }],
    properties: {
      ...looksAfterItself,
      'write.metadata.delete-after-commit.enabled': 'false',
      'write.metadata.previous-versions-max': '100',
    },
  },
  async fill(writer) {
    for (let commit = commits; commit >= 1; commit--) {
      const ageMs = commit * 12 * HOUR;
      const key = `i + ${commit * rows}`;
      await writer.append(
        ageMs,
        `SELECT CAST(${
          (commits - commit) * rows
        } + i AS BIGINT) AS return_id, CAST(1000000 + ${dice(
          key,
          1,
          200_000,
        )} AS BIGINT) AS order_id,
           ${moment(
             writer.nowMs - ageMs - 12 * HOUR,
             'i * 100000',
           )} AS returned_at,
           ${choose(
             [
               'too small',
               'too large',
               'damaged',
               'other than shown',
               'changed mind',
             ],
             key,
             2,
           )} AS reason, ${amount(key, 3, 3, 300)} AS refund
         FROM range(${rows}) t(i)`,
      );
    }
  },
};
