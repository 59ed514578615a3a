import { DAY } from '../durations';
import { amount, choose, dice, moment } from '../generate';
import { looksAfterItself } from '../recommended';
import type { RetailRecipe } from '../RetailRecipe';

/** Well: small, replaced as a whole once a week. */
export const products: RetailRecipe = {
  schema: 'silver',
  table: 'products',
  owner: 'group:default/supply-chain',
  layer: 'silver',
  description: 'The assortment, as of this week.',
  ailments: [],
  ageMs: 70 * DAY,
  create: {
    columns: [
      { name: 'sku', type: 'string', required: true, doc: 'Article number' },
      { name: 'title', type: 'string' },
      { name: 'category', type: 'string' },
      { name: 'price', type: 'decimal(12,2)' },
      { name: 'weight_g', type: 'int', doc: 'Grams' },
      { name: 'tags', type: { list: 'string' } },
      { name: 'attributes', type: { map: { key: 'string', value: 'string' } } },
      { name: 'listed_on', type: 'date' },
    ],
    identifierColumns: ['sku'],
    sortBy: [{ column: 'sku' }],
    properties: looksAfterItself,
  },
  async fill(writer) {
    for (let week = 9; week >= 0; week--) {
      const count = 1_200 - week * 20;
      const sql = `SELECT 'SKU-' || lpad(CAST(i AS VARCHAR), 5, '0') AS sku,
          ${choose(
            ['Light', 'Warm', 'Classic', 'Urban', 'Pure', 'Nordic'],
            'i',
            1,
          )} || ' ' || ${choose(
        ['jacket', 'mug', 'lamp', 'chair', 'shirt', 'bag', 'blanket'],
        'i',
        2,
      )} AS title,
          ${choose(
            ['clothing', 'kitchen', 'home', 'garden', 'office'],
            'i',
            3,
          )} AS category, ${amount(`i + ${week % 3}`, 4, 2, 240)} AS price,
          50 + ${dice('i', 5, 9_000)} AS weight_g, [${choose(
        ['new', 'sale', 'basic'],
        'i',
        6,
      )}] AS tags,
          MAP {'colour': ${choose(
            ['red', 'blue', 'green', 'black', 'white'],
            'i',
            7,
          )}, 'size': ${choose(['S', 'M', 'L', 'XL'], 'i', 8)}} AS attributes,
          CAST(timezone('UTC', ${moment(
            writer.nowMs - 900 * DAY,
            `${dice('i', 9, 830)} * ${DAY}`,
          )}) AS DATE) AS listed_on
        FROM range(${count}) t(i)`;
      await writer.commit(week * 7 * DAY + DAY, (lakehouse, table) =>
        lakehouse.overwrite(table, { sql }),
      );
    }
  },
};
