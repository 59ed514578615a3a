import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { QueryRunner } from './QueryRunner';
import type { QueryRequest } from './QueryRequest';
import {
  createOrdersFixture,
  type OrdersFixture,
} from './testing/createOrdersFixture';

// Starts processes: slow on a busy machine.
jest.setTimeout(600_000);

/** Of a query that is to come to its end by itself: with the start of its process, which a busy machine takes long for. */
const PATIENCE_MS = 100_000;

describe('QueryRunner', () => {
  const runner = QueryRunner.create();
  let fixture: OrdersFixture;
  let request: QueryRequest;

  beforeAll(async () => {
    fixture = await createOrdersFixture();
    request = { ...fixture.request, timeoutMs: PATIENCE_MS };
  });
  afterAll(() => {
    runner.close();
    fixture.remove();
  });

  const run = (sql: string, over: Partial<QueryRequest> = {}) =>
    runner.run({ ...request, ...over, sql });

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

  it('says what is wrong with a query without telling where the files lie', async () => {
    await expect(run('SELECT nme FROM orders')).rejects.toMatchObject({
      name: 'QueryFailedError',
      message: expect.stringContaining('nme'),
    });
    await expect(run(`SELECT error('mine')`)).rejects.toThrow('mine');
    const { directory } = fixture;
    const missing = join(directory, 'gone.parquet');
    const scan = {
      ...request.scan,
      dataFiles: [{ ...request.scan.dataFiles[0], path: missing }],
    };
    const failure = await run('SELECT 1 FROM orders', { scan }).catch(
      error => error,
    );
    expect(failure.name).toBe('QueryDataError');
    expect(failure.message).toContain('gone.parquet is missing');
    expect(failure.message).not.toContain(directory);
  });

  it('a damaged data file is not blamed on the query', async () => {
    const whole = await readFile(fixture.dataPath);
    const path = join(fixture.directory, 'damaged.parquet');
    const scan = {
      ...request.scan,
      dataFiles: [{ ...request.scan.dataFiles[0], path }],
    };
    const bad = {
      cut: whole.subarray(0, whole.length / 2),
      empty: Buffer.alloc(0),
      'other content': Buffer.from('no parquet '.repeat(100)),
      'zeros in the rows': Buffer.concat([
        whole.subarray(0, 4),
        Buffer.alloc(2000),
        whole.subarray(2004),
      ]),
    };
    for (const [damage, content] of Object.entries(bad)) {
      await writeFile(path, content);
      const failure = await run('SELECT sum(id), max(name) FROM orders', {
        scan,
      }).catch(error => error);
      expect({ damage, name: failure.name }).toEqual({
        damage,
        name: 'QueryDataError',
      });
      expect(failure.message).toMatch(
        /^(?:damaged\.parquet|A data file) is damaged: \S/,
      );
      expect(failure.message).not.toContain(fixture.directory);
    }
  });

  it('a query that only waited for its time is told to try again, not to be narrower', async () => {
    const one = QueryRunner.create({ maxConcurrent: 1 });
    const endless =
      'WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n';
    const long = one.run({ ...request, sql: endless });
    await expect(
      one.run({ ...request, sql: 'SELECT 1', timeoutMs: 100 }),
    ).rejects.toMatchObject({
      name: 'QueryBusyError',
      message: 'The portal is busy with other queries; try again in a moment',
    });
    one.close();
    await expect(long).rejects.toMatchObject({ name: 'QueryCancelledError' });
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
