import { HOUR, MINUTE, SECOND } from '../durations';
import { choose, dice, moment } from '../generate';
import type { RetailRecipe } from '../RetailRecipe';

const commits = 60;
const filesPerCommit = 26;
const rowsPerCommit = 1_300;

/** A stream that commits every five minutes and is never compacted. */
export const clickEvents: RetailRecipe = {
  schema: 'bronze',
  table: 'click_events',
  owner: 'group:default/web-analytics',
  layer: 'bronze',
  description:
    'Clicks in the web shop as the tracker sends them, one commit every five minutes.',
  ailments: ['small-files', 'manifests'],
  ageMs: commits * 5 * MINUTE + HOUR,
  create: {
    columns: [
      {
        name: 'event_id',
        type: 'string',
        required: true,
        doc: 'Given by the tracker; may come twice',
      },
      {
        name: 'event_ts',
        type: 'timestamptz',
        required: true,
        doc: 'Clock of the browser, corrected',
      },
      {
        name: 'event_type',
        type: 'string',
        doc: 'page_view, product_view, add_to_cart, search or checkout',
      },
      { name: 'session_id', type: 'string' },
      { name: 'customer_id', type: 'long', doc: 'Null before login' },
      {
        name: 'page',
        type: {
          struct: [
            { name: 'url', type: 'string' },
            { name: 'referrer', type: 'string' },
            { name: 'load_ms', type: 'int', doc: 'Milliseconds' },
          ],
        },
      },
      {
        name: 'device',
        type: {
          struct: [
            { name: 'kind', type: 'string' },
            { name: 'browser', type: 'string' },
            {
              name: 'viewport',
              type: {
                struct: [
                  { name: 'width', type: 'int' },
                  { name: 'height', type: 'int' },
                ],
              },
            },
          ],
        },
      },
      {
        name: 'experiments',
        type: { map: { key: 'string', value: 'string' } },
        doc: 'Variant by name of the experiment',
      },
    ],
    partitionBy: [{ column: 'event_ts', transform: 'day' }],
    properties: { 'write.target-file-size-bytes': '134217728' },
  },
  async fill(writer) {
    for (let commit = 0; commit < commits; commit++) {
      const ageMs = (commits - commit) * 5 * MINUTE;
      const startMs = writer.nowMs - ageMs - 5 * MINUTE;
      const key = `i + ${commit * rowsPerCommit}`;
      const offset = `i * ${Math.floor((5 * MINUTE - SECOND) / rowsPerCommit)}`;
      await writer.append(
        ageMs,
        `SELECT md5('event' || (${key})) AS event_id, ${moment(
          startMs,
          offset,
        )} AS event_ts,
           ${choose(
             [
               'page_view',
               'page_view',
               'page_view',
               'product_view',
               'product_view',
               'add_to_cart',
               'search',
               'checkout',
             ],
             key,
             1,
           )} AS event_type,
           'S' || ${dice(`(${key}) // 9`, 2, 900_000)} AS session_id,
           CASE WHEN ${dice(key, 3, 3)} = 0 THEN 1 + ${dice(
          key,
          4,
          40_000,
        )} END AS customer_id,
           {'url': '/p/' || ${dice(key, 5, 1_200)}, 'referrer': ${choose(
          ['search', 'newsletter', 'direct', 'social'],
          key,
          6,
        )}, 'load_ms': 80 + ${dice(key, 7, 900)}} AS page,
           {'kind': ${choose(
             ['phone', 'phone', 'desktop', 'tablet'],
             key,
             8,
           )}, 'browser': ${choose(
          ['Chrome', 'Safari', 'Firefox', 'Edge'],
          key,
          9,
        )}, 'viewport': {'width': 360 + ${dice(
          key,
          10,
          1_500,
        )}, 'height': 640 + ${dice(key, 11, 800)}}} AS device,
           MAP {'checkout': ${choose(['a', 'b'], key, 12)}} AS experiments
         FROM range(${rowsPerCommit}) t(i)`,
        { files: filesPerCommit },
      );
    }
  },
};
