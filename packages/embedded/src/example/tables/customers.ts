import { DAY, HOUR } from '../durations';
import { choose, dice, moment } from '../generate';
import { looksAfterItself } from '../recommended';
import type { RetailRecipe } from '../RetailRecipe';

const customers = 40_000;

/** Well, and with a past: renamed, widened and nested columns, copy-on-write deletes, a tag. */
export const silverCustomers: RetailRecipe = {
  schema: 'silver',
  table: 'customers',
  owner: 'group:default/customer-data',
  layer: 'silver',
  description:
    'One row per customer, deduplicated and cleaned; erased on request.',
  ailments: [],
  ageMs: 90 * DAY,
  create: {
    columns: [
      { name: 'customer_id', type: 'int', required: true, doc: 'Unique' },
      {
        name: 'name',
        type: {
          struct: [
            { name: 'first', type: 'string' },
            { name: 'last', type: 'string' },
          ],
        },
      },
      { name: 'mail', type: 'string', doc: 'Personal data' },
      {
        name: 'phones',
        type: {
          list: {
            struct: [
              { name: 'kind', type: 'string' },
              { name: 'number', type: 'string' },
            ],
          },
        },
      },
      {
        name: 'address',
        doc: 'Personal data',
        type: {
          struct: [
            { name: 'street', type: 'string' },
            { name: 'zip', type: 'string' },
            { name: 'city', type: 'string' },
            { name: 'country', type: 'string' },
          ],
        },
      },
      {
        name: 'consent',
        type: { map: { key: 'string', value: 'boolean' } },
        doc: 'By purpose',
      },
      { name: 'since', type: 'date' },
      { name: 'updated_at', type: 'timestamptz' },
    ],
    identifierColumns: ['customer_id'],
    sortBy: [{ column: 'customer_id' }],
    properties: { ...looksAfterItself, 'write.delete.mode': 'copy-on-write' },
  },
  async fill(writer) {
    await writer.append(
      90 * DAY,
      select(writer.nowMs, 0, 36_000, 'mail', false),
    );
    await writer.commit(60 * DAY, (lakehouse, table) =>
      lakehouse.updateSchema(table, [
        { change: 'rename', column: 'mail', newName: 'email' },
        { change: 'widen', column: 'customer_id', type: 'long' },
        { change: 'rename', column: 'address.zip', newName: 'postcode' },
        {
          change: 'add',
          column: {
            name: 'segment',
            type: 'string',
            doc: 'As in gold.customer_segments',
          },
          position: { after: 'email' },
        },
      ]),
    );
    await writer.append(
      45 * DAY,
      select(writer.nowMs, 36_000, customers, 'email', true),
    );
    await writer.commit(30 * DAY, (lakehouse, table) =>
      lakehouse.createTag(table, 'quarter-end'),
    );
    await writer.commit(12 * DAY, (lakehouse, table) =>
      lakehouse.delete(table, {
        where: 'customer_id % 1000 = 17',
        mode: 'copy-on-write',
      }),
    );
    await writer.commit(10 * HOUR, (lakehouse, table) =>
      lakehouse.rewriteDataFiles(table, { rewriteAll: true }),
    );
  },
};

function select(
  nowMs: number,
  from: number,
  to: number,
  mail: string,
  renamed: boolean,
): string {
  const first = choose(
    [
      'Ada',
      'Bela',
      'Chidi',
      'Dana',
      'Emre',
      'Fatou',
      'Goran',
      'Hana',
      'Ines',
      'Jun',
      'Kofi',
      'Lea',
    ],
    'i',
    1,
  );
  const last = choose(
    [
      'Abara',
      'Becker',
      'Costa',
      'Dubois',
      'Eze',
      'Fischer',
      'Garcia',
      'Haddad',
      'Ito',
      'Jansen',
      'Kowalska',
      'Lind',
    ],
    'i',
    2,
  );
  return `SELECT 1 + i AS customer_id, {'first': ${first}, 'last': ${last}} AS name, 'c' || i || '@example.com' AS ${mail},
      CASE WHEN ${dice(
        'i',
        3,
        3,
      )} > 0 THEN [{'kind': 'mobile', 'number': '+00 555 ' || lpad(CAST(${dice(
    'i',
    4,
    9_999_999,
  )} AS VARCHAR), 7, '0')}] END AS phones,
      {'street': 'Street ' || ${dice('i', 5, 900)}, '${
    renamed ? 'postcode' : 'zip'
  }': lpad(CAST(${dice(
    'i',
    6,
    99_999,
  )} AS VARCHAR), 5, '0'), 'city': 'City ' || ${dice(
    'i',
    7,
    900,
  )}, 'country': ${choose(
    ['DE', 'DE', 'FR', 'US', 'US', 'GB', 'PL', 'NG', 'BR'],
    'i',
    8,
  )}} AS address,
      MAP {'newsletter': ${dice('i', 9, 2)} = 0, 'profiling': ${dice(
    'i',
    10,
    4,
  )} = 0} AS consent,
      CAST(timezone('UTC', ${moment(
        nowMs - 1_500 * DAY,
        `i * ${Math.floor((1_450 * DAY) / customers)}`,
      )}) AS DATE) AS since,
      ${moment(
        nowMs - 90 * DAY,
        `${dice('i', 11, 45 * 24)} * ${HOUR}`,
      )} AS updated_at
    FROM range(${from}, ${to}) t(i)`;
}
