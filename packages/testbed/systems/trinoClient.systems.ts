import { TrinoClient } from '@lakehouse-portal/trino';
import { setTimeout as sleep } from 'node:timers/promises';
import { TrinoServer } from '../src';

describe('The Trino client and Trino 476', () => {
  let server: TrinoServer;
  let client: TrinoClient;

  beforeAll(async () => {
    server = await TrinoServer.start({ tpch: { 'connector.name': 'tpch' } });
    client = TrinoClient.create({ server: server.url, user: 'portal' });
  }, 600_000);

  afterAll(async () => {
    client?.close();
    await server?.stop();
  });

  /** State of a query as Trino itself says it. */
  async function stateOf(text: string): Promise<unknown[][]> {
    const { rows } = await client.query(
      `SELECT state, error_code FROM system.runtime.queries WHERE query LIKE '%${text}%' AND query NOT LIKE '%system.runtime%'`,
    );
    return rows;
  }

  /** The same once it has ended, which takes Trino a moment. */
  async function endOf(text: string): Promise<unknown[][]> {
    for (;;) {
      const states = await stateOf(text);
      const hasEnded = states.every(([state]) =>
        ['FINISHED', 'FAILED'].includes(String(state)),
      );
      if (states.length > 0 && hasEnded) return states;
      await sleep(200);
    }
  }

  const SLOW =
    'SELECT count(*) FROM tpch.sf1000.lineitem a CROSS JOIN tpch.sf1000.orders b WHERE a.comment = b.comment';

  it('an aborted query is cancelled on the server', async () => {
    const abort = new AbortController();
    const running = client.query(`${SLOW} -- aborted`, {
      signal: abort.signal,
      onProgress: ({ state }) => {
        if (state === 'RUNNING') abort.abort(new Error('No longer wanted'));
      },
    });
    await expect(running).rejects.toThrow('No longer wanted');
    expect(await endOf('-- aborted')).toEqual([['FAILED', 'USER_CANCELED']]);
  });

  it('a query that takes too long is cancelled on the server', async () => {
    const states: string[] = [];
    let maxDurationMs = 1_000;
    // One that Trino did not even begin within its time was never on the server: it gets more.
    while (!states.includes('RUNNING')) {
      maxDurationMs *= 2;
      await expect(
        client.query(`${SLOW} -- longer than ${maxDurationMs}`, {
          limits: { maxDurationMs },
          onProgress: ({ state }) => states.push(state),
        }),
      ).rejects.toMatchObject({ name: 'TrinoLimitError', limit: 'time' });
    }
    expect(await endOf(`-- longer than ${maxDurationMs}`)).toEqual([
      ['FAILED', 'USER_CANCELED'],
    ]);
  });

  it('a statement that is only sent is not executed: sending it again can not execute it twice', async () => {
    const response = await fetch(`${server.url}/v1/statement`, {
      method: 'POST',
      body: 'SELECT 1 -- only sent',
      headers: { 'X-Trino-User': 'portal' },
    });
    expect(response.status).toBe(200);
    await sleep(2_000);
    expect(await stateOf('-- only sent')).toEqual([]);
  });

  it('runs as the user of the query, with source, session and role', async () => {
    const { rows } = await client.query(
      `SELECT "user", source FROM system.runtime.queries WHERE query LIKE '%who asks%'`,
      {
        user: 'alice',
        source: 'a-test',
        sessionProperties: { query_max_run_time: '30s' },
      },
    );
    expect(rows).toEqual([['alice', 'a-test']]);
    const session = await client.query('SHOW SESSION', {
      sessionProperties: { query_max_run_time: '31s' },
    });
    expect(
      session.rows.find(([name]) => name === 'query_max_run_time')?.[1],
    ).toBe('31s');
  });

  it('loses nothing of any type', async () => {
    const { rows, columns } = await client.query(`SELECT
      BIGINT '9007199254740993', DECIMAL '-1234567890123456789012345678.12345',
      TIMESTAMP '2026-11-24 10:30:00.123456789012', TIMESTAMP '2026-11-24 10:30:00.123456 Europe/Berlin',
      nan(), -infinity(), X'01ff', ARRAY[9007199254740993, null], MAP(ARRAY[9007199254740993], ARRAY['ü']),
      CAST(ROW(1, ROW('c')) AS row(a bigint, b row(c varchar))), UUID '12151fd2-7586-11e9-8f9e-2a86e4085a59',
      DATE '0001-01-01', REAL '1.1', JSON '{"a": 9007199254740993}', INTERVAL '2' DAY`);
    expect(rows).toEqual([
      [
        9007199254740993n,
        '-1234567890123456789012345678.12345',
        '2026-11-24T10:30:00.123456789012',
        '2026-11-24T10:30:00.123456[Europe/Berlin]',
        NaN,
        -Infinity,
        new Uint8Array([1, 255]),
        [9007199254740993n, null],
        new Map([[9007199254740993n, 'ü']]),
        [1n, ['c']],
        '12151fd2-7586-11e9-8f9e-2a86e4085a59',
        '0001-01-01',
        1.1,
        '{"a":9007199254740993}',
        '2 00:00:00.000',
      ],
    ]);
    expect(columns[1].type).toEqual({
      kind: 'scalar',
      base: 'decimal',
      parameters: [33, 5],
    });
  });

  it('says where in the statement an error is', async () => {
    await expect(
      client.query('SELECT 1,\n  nope FROM tpch.tiny.nation'),
    ).rejects.toMatchObject({
      name: 'TrinoQueryError',
      errorName: 'COLUMN_NOT_FOUND',
      errorType: 'USER_ERROR',
      line: 2,
      column: 3,
    });
  });

  it('throws an error that comes while the query runs', async () => {
    await expect(
      client.query(
        'SELECT 1 / (orderkey - 60000) FROM tpch.tiny.orders ORDER BY 1',
      ),
    ).rejects.toMatchObject({ errorName: 'DIVISION_BY_ZERO' });
  });

  it('reads a result of many pages, and cuts it where it is told to', async () => {
    const { rows } = await client.query(
      'SELECT orderkey FROM tpch.sf1.orders LIMIT 50000',
    );
    expect(rows).toHaveLength(50_000);
    const preview = await client.preview(
      'SELECT orderkey FROM tpch.sf1.orders',
      { limits: { maxRows: 10 } },
    );
    expect(preview).toMatchObject({ truncated: 'rows' });
    expect(preview.rows).toHaveLength(10);
  });
});
