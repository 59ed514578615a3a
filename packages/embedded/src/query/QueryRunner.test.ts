import {
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import type { ScanInput } from '../scan';
import { QueryRunner } from './QueryRunner';
import { openSandbox } from './child/openSandbox';
import { runQuery } from './child/runQuery';
import type { QueryRequest } from './QueryRequest';

// Starts processes, or writes thousands of files: slow on a busy machine.
jest.setTimeout(120_000);

describe('QueryRunner', () => {
  let directory: string;
  let dataPath: string;
  let secretPath: string;
  let request: QueryRequest;
  let runner: QueryRunner;

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'query-'));
    dataPath = join(directory, "it's [data]*.parquet");
    secretPath = join(directory, 'secret.parquet');
    writeFileSync(join(directory, 'secret.csv'), 'a,b\n1,top-secret\n');
    const connection = await (
      await DuckDBInstance.create(':memory:')
    ).connect();
    const columns = `i::BIGINT AS id, 'name ' || i AS name, CASE i % 3 WHEN 0 THEN 'eu' WHEN 1 THEN 'us' END AS region, (i * 1.25)::DECIMAL(9,2) AS amount`;
    await connection.run(
      `COPY (SELECT ${columns} FROM range(10000) t(i)) TO '${dataPath.replaceAll(
        "'",
        "''",
      )}' (FORMAT parquet, FIELD_IDS {id: 1, name: 2, region: 3, amount: 4})`,
    );
    await connection.run(
      `COPY (SELECT 'top-secret' AS s) TO '${secretPath}' (FORMAT parquet)`,
    );
    connection.closeSync();
    const scan: ScanInput = {
      schemas: [],
      partitionSpecs: [{ specId: 0, fields: [] }],
      dataFiles: [
        {
          path: dataPath,
          sequenceNumber: 1n,
          specId: 0,
          partition: [],
          deletes: [],
        },
      ],
      deleteFiles: [],
    };
    const field = (id: number, name: string, type: string) =>
      ({
        id,
        name,
        required: false,
        type: { kind: 'primitive', name: type },
      } as const);
    request = {
      scan,
      schema: {
        schemaId: 0,
        identifierFieldIds: [],
        fields: [
          field(1, 'id', 'long'),
          field(2, 'name', 'string'),
          field(3, 'region', 'string'),
          field(4, 'amount', 'decimal(9, 2)'),
        ],
      },
      table: { catalog: 'retail', namespace: 'silver', name: 'orders' },
      sql: '',
      timeoutMs: 20_000,
    };
    runner = QueryRunner.create();
  });
  afterAll(() => {
    runner.close();
    rmSync(directory, { recursive: true });
  });

  /** What a query process does, without the process: much faster where the verdict is what matters. */
  const judge = (sql: string) =>
    runQuery({
      ...request,
      sql,
      maxRows: 100,
      maxBytes: 1_000_000,
      memoryLimitBytes: 512 * 1024 * 1024,
      processLimitBytes: Number.MAX_SAFE_INTEGER,
    });
  const run = (sql: string, over: Partial<QueryRequest> = {}) =>
    runner.run({ ...request, ...over, sql });

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

  it('gives values that JSON carries without loss', async () => {
    const result =
      await run(`SELECT 9007199254740993::BIGINT, 42::BIGINT, 1.50::DECIMAL(9,2), 'nan'::DOUBLE,
      TIMESTAMP '2020-01-02 03:04:05.678', TIMESTAMPTZ '2020-01-02 03:04:05+00', DATE '2020-01-02', TIME '03:04:05',
      '\\x00\\xFF'::BLOB, [1, NULL], {'a': 1, 'b': [9007199254740993]}, MAP {'k': DATE '2020-01-01'},
      '00112233-4455-6677-8899-aabbccddeeff'::UUID, NULL, true`);
    expect(result.rows[0]).toEqual([
      '9007199254740993',
      42,
      '1.50',
      'NaN',
      '2020-01-02T03:04:05.678',
      '2020-01-02T03:04:05Z',
      '2020-01-02',
      '03:04:05',
      'AP8=',
      [1, null],
      { a: 1, b: ['9007199254740993'] },
      [{ key: 'k', value: '2020-01-01' }],
      '00112233-4455-6677-8899-aabbccddeeff',
      null,
      true,
    ]);
    expect(JSON.parse(JSON.stringify(result.rows))).toEqual(result.rows);
    expect(result.columns[2]).toEqual({
      name: 'CAST(1.50 AS DECIMAL(9, 2))',
      type: 'DECIMAL(9,2)',
    });
  });

  it('gives back a bounded part of an endless result', async () => {
    const rows = await run('SELECT a.id FROM orders a, orders b, orders c', {
      maxRows: 10,
    });
    expect([rows.rows.length, rows.truncated]).toEqual([10, true]);
    const bytes = await run(`SELECT repeat('x', 1000) FROM orders`, {
      maxBytes: 50_000,
      maxRows: 10_000,
    });
    expect(bytes.truncated).toBe(true);
    expect(JSON.stringify(bytes.rows).length).toBeLessThan(60_000);
    const wide = await run(
      `SELECT repeat('é', 100000) AS a, range(100000) AS b`,
    );
    expect(wide.clippedValues).toBe(2);
    expect(JSON.stringify(wide.rows).length).toBeLessThan(100_000);
    const huge = await run(
      `SELECT ${Array.from(
        { length: 200 },
        () => `repeat('x', 100000)`,
      ).join()}, list_transform(range(300), lambda a: list_transform(range(100), lambda b: range(10)))`,
      { maxBytes: 100_000 },
    );
    expect(JSON.stringify(huge.rows).length).toBeLessThan(400_000);
    const all = await run('SELECT id FROM orders LIMIT 10', { maxRows: 10 });
    expect(all.truncated).toBe(false);
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
    const filled = sql
      .replaceAll('$SECRET', secretPath)
      .replaceAll('$DATA', dataPath.replaceAll("'", "''"))
      .replaceAll('$DIR', directory);
    const before = readFileSync(dataPath);
    expect(await judge(filled)).toMatchObject({ kind: 'rejected' });
    expect(readFileSync(dataPath).equals(before)).toBe(true);
    expect(existsSync(join(directory, 'out.csv'))).toBe(false);
  });

  it.each([
    "SELECT * FROM read_text('/etc/passwd')",
    'SET enable_external_access = true',
    'SELECT 1; SELECT 2',
    '',
    'SELECT 1 \0',
    `SELECT '${'x'.repeat(200_000)}'`,
  ])('rejects by an error of its own: %.60s', async sql => {
    await expect(run(sql)).rejects.toMatchObject({
      name: 'QueryRejectedError',
    });
  });

  it('opens nothing else even where the check of the statement is passed by', async () => {
    const connection = await openSandbox({
      ...request,
      memoryLimitBytes: 512 * 1024 * 1024,
    });
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

  it('says what is wrong with a query without telling where the files lie', async () => {
    await expect(run('SELECT nme FROM orders')).rejects.toMatchObject({
      name: 'QueryFailedError',
      message: expect.stringContaining('nme'),
    });
    await expect(run(`SELECT error('mine')`)).rejects.toThrow('mine');
    const missing = join(directory, 'gone.parquet');
    const scan = {
      ...request.scan,
      dataFiles: [{ ...request.scan.dataFiles[0], path: missing }],
    };
    const failure = await run('SELECT 1 FROM orders', { scan }).catch(
      error => error,
    );
    expect(failure.name).toBe('QueryFailedError');
    expect(failure.message).toContain('gone.parquet');
    expect(failure.message).not.toContain(directory);
  });

  it.each([
    'SELECT count(*) FROM orders a, orders b, orders c, orders d',
    'WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n',
    "SELECT max(length(regexp_replace(name || repeat('a', 10000), '(a*)*b', 'x'))) FROM orders a, range(1000000)",
  ])('stops what does not end: %s', async sql => {
    const failure = await run(sql, { timeoutMs: 2_500 }).catch(error => error);
    expect(['QueryTimeoutError', 'QueryMemoryError']).toContain(failure.name);
  });

  it.each([
    "SELECT repeat('x', 2000000000) || repeat('y', 2000000000)",
    'SELECT list(a.id) FROM orders a, orders b, orders c',
    "SELECT string_agg(name, '') FROM orders, range(100000)",
    'SELECT list_transform(range(2000), lambda a: list_transform(range(2000), lambda b: range(10)))',
    'SELECT * FROM orders a, orders b ORDER BY a.name || b.name LIMIT 5000000',
  ])('stops what needs too much memory: %s', async sql => {
    const failure = await run(sql, {
      memoryLimitBytes: 64 * 1024 * 1024,
      maxRows: 10,
    }).catch(error => error);
    expect(['QueryMemoryError', 'QueryFailedError']).toContain(failure.name);
  });

  it('survives statements that are absurdly deep', async () => {
    const deep = [
      `SELECT ${'('.repeat(40_000)}1${')'.repeat(40_000)}`,
      `SELECT ${'-'.repeat(2)}\n${'1+'.repeat(40_000)}1`,
      `SELECT ${'[*'.repeat(2)}`,
      `${'SELECT * FROM ('.repeat(5_000)}SELECT 1${')'.repeat(5_000)}`,
      `SELECT 1 ${'UNION ALL SELECT 1 '.repeat(5_000)}`,
      `SELECT CASE WHEN true THEN ${'CASE WHEN true THEN '.repeat(
        3_000,
      )}1${' END'.repeat(3_000)} END`,
    ];
    for (const sql of deep) {
      const outcome = await run(sql, { maxRows: 1 }).catch(error => error);
      expect(outcome.rows ? 'result' : outcome.name).toMatch(
        /^(?:result|Query(?:Rejected|Failed|Memory|Timeout)Error)$/,
      );
    }
    expect((await run('SELECT 1')).rows).toEqual([[1]]);
  });

  it('is cancelled by its signal, also while it waits, and then frees its place', async () => {
    const single = QueryRunner.create({ maxConcurrent: 1, maxWaiting: 1 });
    const endless = {
      ...request,
      sql: 'SELECT count(*) FROM orders a, orders b, orders c, orders d',
    };
    const [first, second] = [new AbortController(), new AbortController()];
    const running = single
      .run({ ...endless, signal: first.signal })
      .catch(error => error);
    const waiting = single
      .run({ ...endless, signal: second.signal })
      .catch(error => error);
    await expect(single.run(endless)).rejects.toMatchObject({
      name: 'QueryBusyError',
    });
    second.abort();
    expect((await waiting).name).toBe('QueryCancelledError');
    first.abort();
    expect((await running).name).toBe('QueryCancelledError');
    expect((await single.run({ ...request, sql: 'SELECT 1' })).rows).toEqual([
      [1],
    ]);
    await expect(
      single.run({ ...endless, signal: AbortSignal.abort() }),
    ).rejects.toMatchObject({ name: 'QueryCancelledError' });
    single.close();
  });
});
