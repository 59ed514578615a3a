import { queriedTable } from './queriedTable';

const nameOf = (sql: string) => queriedTable(sql)?.name.join('.');

describe('queriedTable', () => {
  it.each([
    ['SELECT count(*) FROM lake.shop.orders', 'lake.shop.orders'],
    ['select * from shop.orders where a = 1', 'shop.orders'],
    ['SELECT * FROM "Lake"."shop"."Orders" o LIMIT 5;', 'lake.shop.orders'],
    [
      '-- daily\nSELECT a, (SELECT max(b) FROM l.s.t) FROM l.s.t AS x JOIN l.s.t y ON x.a = y.a',
      'l.s.t',
    ],
    [
      'SELECT a FROM (SELECT a, b FROM l.s.t GROUP BY 1, 2) ORDER BY a',
      'l.s.t',
    ],
    ["SELECT 'FROM x.y' FROM l.s.t", 'l.s.t'],
  ])('finds the one table of %s', (sql, name) => {
    expect(nameOf(sql)).toBe(name);
  });

  it.each([
    'SELECT 1',
    'SELECT * FROM orders',
    'SELECT * FROM a.b.c.d',
    'SELECT * FROM l.s.t, l.s.u',
    'SELECT * FROM l.s.t x, l.s.u y',
    'SELECT * FROM l.s.t AS x, l.s.u',
    'SELECT * FROM l.s.t JOIN l.s.u ON true',
    'WITH x AS (SELECT * FROM l.s.t) SELECT * FROM x',
    "SELECT * FROM l.s.t FOR TIMESTAMP AS OF TIMESTAMP '2026-01-01 00:00:00 UTC'",
    'SELECT * FROM l.s.t FOR VERSION AS OF 1',
    'SELECT * FROM l.s.t TABLESAMPLE BERNOULLI (10)',
    'SELECT * FROM l.s.t x TABLESAMPLE BERNOULLI (10)',
    'SELECT * FROM TABLE(l.system.table_changes(1))',
    'SELECT * FROM l.s.t CROSS JOIN UNNEST(a)',
    'SELECT extract(year FROM day) FROM l.s.t',
    'SELECT * FROM l.s.f(1)',
    'INSERT INTO l.s.t SELECT * FROM l.s.t',
    'EXPLAIN SELECT * FROM l.s.t',
    "SELECT * FROM l.s.t WHERE a = 'not closed",
    'SELECT * FROM `l`.s.t',
    '',
  ])('leaves out what it does not understand: %s', sql => {
    expect(queriedTable(sql)).toBeUndefined();
  });

  it('takes statements that differ in literals, comments and space for the same, and no others', () => {
    const fingerprint = (sql: string) => queriedTable(sql)?.fingerprint;
    const one = fingerprint(
      "SELECT * FROM l.s.t WHERE a IN (1, 2) AND b = 'x'",
    );
    expect(one).toMatch(/^[0-9a-f]{32}$/);
    expect(
      fingerprint(
        "select *\nfrom l.s.t /* again */ where a in (7, 8, 9) and b = 'secret';",
      ),
    ).toBe(one);
    expect(fingerprint("SELECT * FROM l.s.t WHERE a = 1 AND b = 'x'")).not.toBe(
      one,
    );
  });
});
