import type { ColumnSpec } from '../../schema/ColumnSpec';
import type { SchemaChange } from '../../schema/SchemaChange';
import { DAY } from '../durations';
import { choose, dice, moment } from '../generate';
import { looksAfterItself } from '../recommended';
import type { RetailRecipe } from '../RetailRecipe';

const added = (
  name: string,
  type: ColumnSpec['type'],
  doc?: string,
): SchemaChange => ({
  change: 'add',
  column: { name, type, doc },
});

/** One per release of the app, oldest first. */
const releases: SchemaChange[][] = [
  [added('app_version', 'string')],
  [added('os', 'string'), added('os_version', 'string')],
  [{ change: 'rename', column: 'user', newName: 'customer_id' }],
  [
    added(
      'location',
      {
        struct: [
          { name: 'lat', type: 'float' },
          { name: 'lon', type: 'float' },
        ],
      },
      'Only with consent',
    ),
  ],
  [{ change: 'widen', column: 'duration', type: 'long' }],
  [
    { change: 'rename', column: 'duration', newName: 'duration_ms' },
    { change: 'set-doc', column: 'duration_ms', doc: 'Milliseconds' },
  ],
  [added('flags', { list: 'string' })],
  [{ change: 'drop', column: 'os_version' }],
  [added('battery', 'float', '0 to 1')],
  [
    added('push', {
      struct: [
        { name: 'campaign', type: 'string' },
        { name: 'opened', type: 'boolean' },
      ],
    }),
  ],
  [
    {
      change: 'add',
      column: { name: 'accuracy_m', type: 'int', doc: 'Metres' },
      parent: 'location',
    },
  ],
  [{ change: 'drop', column: 'battery' }],
];

/** Every release of the app changes the schema. */
export const mobileEvents: RetailRecipe = {
  schema: 'bronze',
  table: 'mobile_events',
  owner: 'group:default/web-analytics',
  layer: 'bronze',
  description:
    'Events of the shopping app; each release of the app sends something else.',
  ailments: ['schema-churn'],
  ageMs: 120 * DAY,
  create: {
    columns: [
      { name: 'event_id', type: 'long', required: true },
      { name: 'event_ts', type: 'timestamptz', required: true },
      { name: 'screen', type: 'string' },
      { name: 'user', type: 'long' },
      { name: 'duration', type: 'int' },
    ],
    sortBy: [{ column: 'event_ts' }],
    properties: looksAfterItself,
  },
  async fill(writer) {
    const rows = 2_000;
    for (let release = 0; release <= releases.length; release++) {
      const ageMs = (releases.length - release + 1) * 9 * DAY;
      const renamed = release >= 3;
      const milliseconds = release >= 6;
      const key = `i + ${release * rows}`;
      await writer.append(
        ageMs,
        `SELECT CAST(${key} AS BIGINT) AS event_id, ${moment(
          writer.nowMs - ageMs - 9 * DAY,
          'i * 380000',
        )} AS event_ts,
           ${choose(
             ['home', 'search', 'product', 'cart', 'account'],
             key,
             1,
           )} AS screen,
           CAST(1 + ${dice(key, 2, 40_000)} AS BIGINT) AS ${
          renamed ? 'customer_id' : '"user"'
        },
           100 + ${dice(key, 3, 60_000)} AS ${
          milliseconds ? 'duration_ms' : 'duration'
        }
         FROM range(${rows}) t(i)`,
      );
      const changes = releases[release];
      if (changes) {
        await writer.commit(ageMs - DAY, (lakehouse, table) =>
          lakehouse.updateSchema(table, changes),
        );
      }
    }
  },
};
