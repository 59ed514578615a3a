import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  createOrdersFixture,
  type OrdersFixture,
} from '../testing/createOrdersFixture';
import { openSandbox } from './openSandbox';
import { runQuery } from './runQuery';

const memoryLimitBytes = 512 * 1024 * 1024;

describe('runQuery', () => {
  let fixture: OrdersFixture;

  beforeAll(async () => {
    fixture = await createOrdersFixture();
  });
  afterAll(() => fixture.remove());

  const judge = (sql: string) =>
    runQuery({
      ...fixture.request,
      sql,
      maxRows: 100,
      maxBytes: 1_000_000,
      memoryLimitBytes,
      processLimitBytes: Number.MAX_SAFE_INTEGER,
    });

  it.each([
    ['SELECT count(*) FROM orders', [[10000]]],
    ['select count(*) from "silver"."ORDERS"', [[10000]]],
    ['FROM retail.silver.orders SELECT max(id);', [[9999]]],
    ['SELECT count(*) FROM this', [[10000]]],
    [
      'SELECT a.id FROM orders a JOIN orders b ON a.id = b.id + 9998 ORDER BY 1',
      [[9998], [9999]],
    ],
    [
      'WITH r AS (SELECT region, sum(amount) s FROM orders GROUP BY ALL) SELECT region, s FROM r ORDER BY 1 NULLS LAST LIMIT 1',
      [['eu', '20835416.25']],
    ],
    [
      'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5) SELECT sum(i) FROM n',
      [[15]],
    ],
    [
      'SELECT id, row_number() OVER (PARTITION BY region ORDER BY id DESC) r FROM orders QUALIFY r = 1 ORDER BY 1',
      [
        [9997, 1],
        [9998, 1],
        [9999, 1],
      ],
    ],
    [
      'SELECT x FROM range(3) t(x) WHERE x NOT IN (SELECT id FROM orders WHERE id > 0)',
      [[0]],
    ],
    [
      "SELECT '/etc/passwd' AS text, 'DROP TABLE x; --' AS other",
      [['/etc/passwd', 'DROP TABLE x; --']],
    ],
    [
      "SELECT * FROM (VALUES (1, 'a')) v(a, b) -- a comment; with a semicolon",
      [[1, 'a']],
    ],
    ['SELECT column_name FROM (DESCRIBE orders) LIMIT 1', [['id']]],
    [
      "SELECT * FROM (SELECT region FROM orders WHERE id < 2) PIVOT (count(*) FOR region IN ('eu', 'us'))",
      [[1, 1]],
    ],
  ])('runs %s', async (sql, rows) => {
    expect(await judge(sql)).toMatchObject({
      kind: 'result',
      result: { rows },
    });
  });

  it.each([
    "SELECT * FROM read_text('/etc/passwd')",
    "SELECT * FROM read_blob('/etc/passwd')",
    "SELECT * FROM read_csv('/etc/passwd', header = false)",
    "SELECT * FROM '/etc/passwd'",
    'SELECT * FROM "/etc/passwd.csv"',
    "SELECT * FROM glob('/etc/*')",
    "SELECT * FROM read_parquet('$SECRET')",
    "SELECT * FROM '$SECRET'",
    "SELECT * FROM read_parquet('$DATA')",
    "SELECT * FROM parquet_metadata('$DATA')",
    "SELECT * FROM sniff_csv('/etc/passwd')",
    "SELECT * FROM 'http://127.0.0.1:9/x.parquet'",
    "SELECT * FROM read_parquet('s3://bucket/x.parquet')",
    "ATTACH '$DIR/x.db'",
    "ATTACH '$SECRET' AS s",
    "COPY orders TO '$DIR/out.csv'",
    "COPY (SELECT 1) TO '$DATA' (FORMAT parquet)",
    "EXPORT DATABASE '$DIR/export'",
    "IMPORT DATABASE '$DIR/export'",
    'INSTALL httpfs',
    'LOAD httpfs',
    "LOAD '$DIR/evil.duckdb_extension'",
    'SET enable_external_access = true',
    'RESET lock_configuration',
    "SET VARIABLE x = getenv('HOME')",
    'PRAGMA database_list',
    "PRAGMA enable_profiling = 'json'",
    'CALL pragma_version()',
    'CHECKPOINT',
    'VACUUM',
    'BEGIN',
    'USE main',
    'DROP VIEW orders',
    'DELETE FROM orders',
    'INSERT INTO orders VALUES (1)',
    'CREATE TABLE x AS SELECT 1',
    'CREATE MACRO f() AS TABLE SELECT 1',
    'SELECT 1; SELECT 2',
    "SELECT 1; COPY orders TO '$DIR/out.csv'",
    'WITH d AS (DELETE FROM orders RETURNING *) SELECT * FROM d',
    'PREPARE p AS SELECT 1',
    'EXECUTE p',
    'EXPLAIN ANALYZE SELECT 1',
    "SELECT * FROM query('SELECT 1')",
    "SELECT * FROM query_table('orders')",
    'SELECT * FROM duckdb_settings()',
    'SELECT * FROM duckdb_secrets()',
    'SELECT * FROM duckdb_views()',
    'SELECT * FROM duckdb_views',
    'SELECT * FROM pg_settings',
    'SELECT * FROM pg_catalog.pg_settings',
    'SELECT * FROM information_schema.tables',
    'SELECT * FROM sqlite_master',
    'WITH pg_settings AS (SELECT * FROM pg_settings) SELECT * FROM pg_settings',
    'WITH "/etc/passwd.csv" AS (SELECT 1) SELECT * FROM orders WHERE 1 IN (SELECT * FROM "/etc/passwd.csv")',
    "SELECT current_setting('allowed_paths')",
    "SELECT getenv('PATH')",
    "SELECT json_serialize_plan('SELECT * FROM orders')",
    "SELECT * FROM json_execute_serialized_sql(json_serialize_sql('SELECT 1'))",
    'SELECT pg_get_viewdef(1)',
    'SHOW ALL TABLES',
    'SHOW TABLES',
    "SUMMARIZE '/etc/passwd'",
    "SELECT (SELECT content FROM read_text('/etc/passwd'))",
    "SELECT list_transform([1], lambda x: (SELECT count(*) FROM read_text('/etc/passwd')))",
    "SELECT id FROM orders ORDER BY (SELECT count(*) FROM glob('/*'))",
    "SELECT '/etc/passwd'.read_text()",
    "SELECT * FROM this WHERE id = (SELECT count(*) FROM (VALUES (1)) v, read_text('/etc/passwd'))",
    'SELECT * FROM histogram_values(orders, id)',
    "SELECT * FROM pragma_table_info('orders')",
    "FROM (FROM (FROM '/etc/passwd'))",
    "SELECT * FROM orders LIMIT (SELECT count(*) FROM glob('/etc/*'))",
    "SELECT * FROM orders UNION BY NAME SELECT * FROM read_text('/etc/passwd')",
    'PIVOT orders ON region',
    "SELECT * FROM ''",
    'SELECT * FROM other',
    'SELECT * FROM main.orders',
    'SELECT * FROM temp.silver.orders',
    'not even SQL',
    ';',
  ])('refuses %s', async sql => {
    const { dataPath, secretPath, directory } = fixture;
    const filled = sql
      .replaceAll('$SECRET', secretPath)
      .replaceAll('$DATA', dataPath.replaceAll("'", "''"))
      .replaceAll('$DIR', directory);
    const before = readFileSync(dataPath);
    expect(await judge(filled)).toMatchObject({ kind: 'rejected' });
    expect(readFileSync(dataPath).equals(before)).toBe(true);
    expect(existsSync(join(directory, 'out.csv'))).toBe(false);
  });

  it('opens nothing else even where the check of the statement is passed by', async () => {
    const { request, secretPath, directory } = fixture;
    const connection = await openSandbox({ ...request, memoryLimitBytes });
    const attempts = [
      "SELECT * FROM read_text('/etc/passwd')",
      `SELECT * FROM read_parquet('${secretPath}')`,
      `COPY orders TO '${join(directory, 'out.csv')}'`,
      `ATTACH '${join(directory, 'x.db')}'`,
      'INSTALL httpfs',
      'SET enable_external_access = true',
      `SET allowed_paths = ['${secretPath}']`,
      `SET temp_directory = '${directory}'`,
      'RESET lock_configuration',
    ];
    for (const sql of attempts) {
      await expect(connection.run(sql)).rejects.toThrow(
        /Permission|configuration|Cannot/i,
      );
    }
    expect(
      (
        await connection.runAndReadAll('SELECT count(*) FROM silver.orders')
      ).getRows(),
    ).toEqual([[10000n]]);
  });
});
