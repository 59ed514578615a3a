import { DAY } from '../durations';
import { choose, dice, moment } from '../generate';
import { looksAfterItself } from '../recommended';
import type { RetailRecipe } from '../RetailRecipe';

/** Well: replaced as a whole once a month. */
export const customerSegments: RetailRecipe = {
  schema: 'gold',
  table: 'customer_segments',
  owner: 'group:default/customer-data',
  layer: 'gold',
  description: 'Which segment a customer is in, and how sure the model is.',
  ailments: [],
  ageMs: 130 * DAY,
  create: {
    columns: [
      { name: 'customer_id', type: 'long', required: true },
      { name: 'segment', type: 'string', required: true },
      { name: 'confidence', type: 'double', doc: '0 to 1' },
      {
        name: 'features',
        type: { list: 'float' },
        doc: 'As the model saw them',
      },
      { name: 'valid_from', type: 'date' },
    ],
    identifierColumns: ['customer_id'],
    sortBy: [{ column: 'customer_id' }],
    properties: looksAfterItself,
  },
  async fill(writer) {
    for (let month = 4; month >= 0; month--) {
      const sql = `SELECT CAST(1 + i AS BIGINT) AS customer_id, ${choose(
        ['loyal', 'bargain', 'new', 'sleeping', 'gift'],
        `i + ${month % 2}`,
        1,
      )} AS segment,
          0.5 + ${dice(`i + ${month}`, 2, 500)} / 1000.0 AS confidence,
          [CAST(${dice('i', 3, 100)} / 100.0 AS FLOAT), CAST(${dice(
        'i',
        4,
        100,
      )} / 100.0 AS FLOAT)] AS features,
          CAST(timezone('UTC', ${moment(
            writer.nowMs - month * 30 * DAY,
          )}) AS DATE) AS valid_from
        FROM range(${40_000 - month * 1_500}) t(i)`;
      await writer.commit(month * 30 * DAY + DAY / 6, (lakehouse, table) =>
        lakehouse.overwrite(table, { sql }),
      );
    }
  },
};
