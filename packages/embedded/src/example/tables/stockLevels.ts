import { DAY, HOUR } from '../durations';
import { dice, moment } from '../generate';
import type { RetailRecipe } from '../RetailRecipe';

const refreshes = 405;

/** Replaced as a whole every three hours; its snapshots are never expired. */
export const stockLevels: RetailRecipe = {
  schema: 'silver',
  table: 'stock_levels',
  owner: 'group:default/supply-chain',
  layer: 'silver',
  description: 'Pieces in stock per store, counted anew every three hours.',
  ailments: ['snapshots', 'maintenance-due'],
  ageMs: refreshes * 3 * HOUR + DAY,
  create: {
    columns: [
      { name: 'store_id', type: 'int', required: true },
      { name: 'sku_group', type: 'string', required: true },
      { name: 'on_hand', type: 'int' },
      { name: 'reserved', type: 'int' },
      { name: 'counted_at', type: 'timestamptz', required: true },
    ],
    sortBy: [{ column: 'store_id' }],
    properties: {
      'history.expire.max-snapshot-age-ms': String(7 * DAY),
      'write.target-file-size-bytes': '134217728',
    },
  },
  async fill(writer) {
    for (let refresh = refreshes; refresh >= 1; refresh--) {
      const ageMs = refresh * 3 * HOUR - HOUR;
      const sql = `SELECT CAST(1 + i // 5 AS INTEGER) AS store_id, 'G' || (i % 5) AS sku_group,
          ${dice(`i + ${refresh * 240}`, 1, 500)} AS on_hand, ${dice(
        `i + ${refresh * 240}`,
        2,
        40,
      )} AS reserved,
          ${moment(writer.nowMs - ageMs)} AS counted_at
        FROM range(240) t(i)`;
      await writer.commit(ageMs, (lakehouse, table) =>
        lakehouse.overwrite(table, { sql }),
      );
    }
  },
};
