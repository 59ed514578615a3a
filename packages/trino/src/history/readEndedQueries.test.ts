import type { QueryGate } from '../iceberg';
import type { TrinoValue } from '../values';
import { readEndedQueries } from './readEndedQueries';

const CREATED = 1_764_000_000_000n;

/** A Trino that remembers these statements, each a second in the queue and two at work. */
function gateOf(
  statements: Array<[sql: string, source: string | null]>,
  catalogs: TrinoValue[][],
) {
  const asked: Array<{ sql: string; source?: string }> = [];
  const gate = {
    async query(sql: string, options: { source?: string }) {
      asked.push({ sql, source: options.source });
      return {
        rows: sql.includes('metadata.catalogs')
          ? catalogs
          : statements.map(([query, source], i) => [
              ...[`id-${i}`, query, source, 1000n, CREATED, CREATED + 3000n],
            ]),
      };
    },
  } as unknown as QueryGate;
  return { gate, asked };
}

const LAKE = [
  ['system', 'system'],
  ['tpch', 'tpch'],
  ['lake', 'iceberg'],
];

describe('readEndedQueries', () => {
  it('tells of queries on one table of the lakehouse when they left the queue and what they took, and no text', async () => {
    const { gate, asked } = gateOf(
      [
        ["SELECT * FROM lake.shop.orders WHERE a = 'secret'", 'superset'],
        ['SELECT * FROM other.shop.orders', null],
        ['SELECT * FROM lake.shop.orders', 'my-portal'],
      ],
      LAKE,
    );
    const found = await readEndedQueries(gate, {
      catalogs: ['lake'],
      ownSource: 'my-portal',
    });
    expect(found).toEqual([
      {
        id: 'id-0',
        table: { catalog: 'lake', schema: 'shop', table: 'orders' },
        fingerprint: expect.stringMatching(/^[0-9a-f]{32}$/),
        startedAtMs: Number(CREATED) + 1000,
        endedAtMs: Number(CREATED) + 3000,
        seconds: 2,
      },
    ]);
    expect(JSON.stringify(found)).not.toContain('secret');
    expect(asked).toHaveLength(1);
    expect(asked[0].source).toBe('lakehouse-query-history');
  });

  it('takes a name without a catalog for one of the lakehouse only where Trino has no other catalog', async () => {
    const statements: Array<[string, null]> = [
      ['SELECT * FROM shop.orders', null],
    ];
    const tables = async (catalogs: TrinoValue[][]) =>
      (
        await readEndedQueries(gateOf(statements, catalogs).gate, {
          catalogs: ['lake'],
        })
      ).map(({ table }) => table);
    expect(await tables(LAKE)).toEqual([
      { catalog: 'lake', schema: 'shop', table: 'orders' },
    ]);
    expect(await tables([...LAKE, ['old', 'hive']])).toEqual([]);
  });
});
