import { DAY } from '../durations';
import { choose, dice, moment } from '../generate';
import { looksAfterItself } from '../recommended';
import type { RetailRecipe } from '../RetailRecipe';

const days = 120;
const countries = ['DE', 'FR', 'US', 'GB', 'PL', 'NG', 'BR', 'IT', 'ES'];
const rowsPerCell = 24;

/** A partition for each day and country: more than a thousand for a few megabytes. */
export const sessions: RetailRecipe = {
  schema: 'silver',
  table: 'sessions',
  owner: 'group:default/web-analytics',
  layer: 'silver',
  description: 'Visits of the web shop, put together from bronze.click_events.',
  ailments: ['over-partitioned'],
  ageMs: days * DAY,
  create: {
    columns: [
      { name: 'session_id', type: 'string', required: true },
      { name: 'started_at', type: 'timestamptz', required: true },
      { name: 'country', type: 'string', required: true },
      { name: 'pages', type: 'int' },
      { name: 'duration_s', type: 'int', doc: 'Seconds' },
      { name: 'ordered', type: 'boolean' },
    ],
    partitionBy: [
      { column: 'started_at', transform: 'day' },
      { column: 'country' },
    ],
    sortBy: [{ column: 'started_at' }],
    properties: looksAfterItself,
  },
  async fill(writer) {
    const batches = 4;
    const daysPerBatch = days / batches;
    for (let batch = 0; batch < batches; batch++) {
      const cells = daysPerBatch * countries.length;
      const fromDay = days - batch * daysPerBatch;
      // UTC midnight, so that a day of the loop is a day of the partitioning.
      const startMs = Math.floor(writer.nowMs / DAY) * DAY - fromDay * DAY;
      const key = `i + ${batch * cells * rowsPerCell}`;
      const cell = `(i // ${rowsPerCell})`;
      await writer.append(
        (fromDay - daysPerBatch) * DAY,
        `SELECT 'S' || lpad(CAST(${key} AS VARCHAR), 8, '0') AS session_id,
           ${moment(
             startMs,
             `(${cell} // ${countries.length}) * ${DAY} + ${dice(
               key,
               1,
               86_000,
             )} * 1000`,
           )} AS started_at,
           ([${countries
             .map(country => `'${country}'`)
             .join(', ')}])[1 + CAST(${cell} % ${
          countries.length
        } AS INTEGER)] AS country,
           1 + ${dice(key, 2, 30)} AS pages, 5 + ${dice(
          key,
          3,
          3_000,
        )} AS duration_s, ${choose(
          ['y', 'n', 'n', 'n'],
          key,
          4,
        )} = 'y' AS ordered
         FROM range(${cells * rowsPerCell}) t(i)`,
      );
    }
  },
};
