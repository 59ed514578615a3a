import { columnsOf } from '../__testUtils__/FakeCoordinator';
import { FAILURE } from '../__testUtils__/failure';
import { fakeCoordinators } from '../__testUtils__/fakeCoordinators';
import { LAST_PAGE } from '../__testUtils__/lastPage';
import { pages } from '../__testUtils__/pages';
import { rejection } from '../__testUtils__/rejection';

const { coordinator, clientOf } = fakeCoordinators();

describe('what trino-client does wrong', () => {
  it('an error in the first answer, without nextUri, is thrown and no empty success', async () => {
    const fake = await coordinator(pages({ error: FAILURE }));
    const error = await rejection(clientOf(fake).query('SELECT * FROM nope'));
    expect(error).toMatchObject({
      name: 'TrinoQueryError',
      errorName: 'TABLE_NOT_FOUND',
      errorCode: 46,
      errorType: 'USER_ERROR',
      line: 1,
      column: 15,
      queryId: 'q1',
    });
    expect(error.message).not.toContain('Secret.java');
    expect(fake.methods).toEqual(['POST']);
  });

  it('an error on a later page is thrown, after rows have come too', async () => {
    const fake = await coordinator(
      pages(
        {},
        { columns: columnsOf({ a: 'integer' }), data: [[1]] },
        { error: FAILURE },
      ),
    );
    await expect(clientOf(fake).query('SELECT 1')).rejects.toMatchObject({
      name: 'TrinoQueryError',
      errorName: 'TABLE_NOT_FOUND',
    });
  });

  it('long integers keep all their digits', async () => {
    const fake = await coordinator((_request, { url }) => ({
      text: `{"id":"q1","columns":${JSON.stringify(
        columnsOf({ id: 'bigint' }),
      )},"data":[[8667764846443717831],[-9223372036854775808],[7]],"stats":{"state":"FINISHED"},"infoUri":"${url}"}`,
    }));
    const { rows } = await clientOf(fake).query('SELECT id');
    expect(rows).toEqual([
      [8667764846443717831n],
      [-9223372036854775808n],
      [7n],
    ]);
  });

  it('rows of the first answer are not lost', async () => {
    const fake = await coordinator(
      pages(
        { columns: columnsOf({ a: 'integer' }), data: [[1]] },
        { columns: columnsOf({ a: 'integer' }), data: [[2]] },
      ),
    );
    const { rows } = await clientOf(fake).query('SELECT a');
    expect(rows).toEqual([[1], [2]]);
  });

  it("the user of a query goes with every request, also under a service's own credentials", async () => {
    const fake = await coordinator(
      pages({}, {}, { columns: columnsOf({ a: 'integer' }), data: [[1]] }),
    );
    const client = clientOf(fake, {
      authentication: {
        type: 'basic',
        username: 'service',
        password: 'secret-1',
      },
    });
    await client.query('SELECT 1', { user: 'alice', traceToken: 'request-7' });
    expect(fake.seen).toHaveLength(3);
    for (const { headers } of fake.seen) {
      expect(headers).toMatchObject({
        'x-trino-user': 'alice',
        'x-trino-source': 'lakehouse-portal',
        'x-trino-trace-token': 'request-7',
        authorization: `Basic ${Buffer.from('service:secret-1').toString(
          'base64',
        )}`,
      });
    }
  });

  it('a query that runs USE or SET SESSION changes nothing for the next one', async () => {
    const fake = await coordinator((_request, { url }) => ({
      json: { id: 'q1', infoUri: url, stats: { state: 'FINISHED' } },
      headers: {
        'X-Trino-Set-Catalog': 'other',
        'X-Trino-Set-Schema': 'elsewhere',
        'X-Trino-Set-Session': 'query_max_run_time=1s',
      },
    }));
    const client = clientOf(fake, { catalog: 'lake', schema: 'shop' });
    await client.query('USE other.elsewhere');
    await client.query('SELECT 1');
    expect(fake.seen[1].headers).toMatchObject({
      'x-trino-catalog': 'lake',
      'x-trino-schema': 'shop',
    });
    expect(fake.seen[1].headers).not.toHaveProperty('x-trino-session');
  });

  it('all session properties are sent, with values that hold commas and equal signs', async () => {
    const fake = await coordinator(pages({}));
    await clientOf(fake, {
      sessionProperties: { a: 'x,y=z ü', 'lake.b': '2' },
      roles: { system: 'ALL', lake: 'read,all' },
    }).query('SELECT 1');
    expect(fake.seen[0].headers['x-trino-session']).toBe(
      `a=${encodeURIComponent('x,y=z ü')},lake.b=2`,
    );
    expect(fake.seen[0].headers['x-trino-role']).toBe(
      `system=ALL,lake=${encodeURIComponent('ROLE{read,all}')}`,
    );
  });

  it('a nextUri on another origin gets no request at all, and the query is given up', async () => {
    const thief = await coordinator(pages({}));
    const fake = await coordinator(request =>
      request.method === 'POST'
        ? { json: { id: 'q1', nextUri: thief.page(1) } }
        : { json: { id: 'q1' } },
    );
    const error = await rejection(
      clientOf(fake, {
        authentication: { type: 'jwt', token: 'secret-token' },
      }).query('SELECT 1'),
    );
    expect(error.name).toBe('TrinoProtocolError');
    expect(error.message).toContain('announcedServers');
    expect(thief.seen).toEqual([]);
  });

  it('a nextUri on the right origin, but outside of the statements, is not asked for', async () => {
    const fake = await coordinator((_request, { url }) => ({
      json: { id: 'q1', nextUri: `${url}/v1/statement/../../ui/api/insights` },
    }));
    await expect(clientOf(fake).query('SELECT 1')).rejects.toMatchObject({
      name: 'TrinoProtocolError',
    });
    expect(fake.methods).toEqual(['POST']);
  });

  it('503, 502, 504 and 429 are waited out', async () => {
    const statuses = [503, 200, 502, 504, 429, 200];
    const fake = await coordinator((request, self) => {
      const status = statuses.shift()!;
      if (status !== 200) {
        return {
          text: 'busy',
          status,
          ...(status === 429 && { headers: { 'Retry-After': '0' } }),
        };
      }
      return {
        json:
          request.method === 'POST'
            ? { id: 'q1', nextUri: self.page(1) }
            : LAST_PAGE,
      };
    });
    const { rows } = await clientOf(fake).query('SELECT 1');
    expect(rows).toEqual([[1]]);
    expect(fake.methods).toEqual(['POST', 'POST', 'GET', 'GET', 'GET', 'GET']);
  });
});

it('tells how far the query is, what it changed, and what Trino warns of', async () => {
  const fake = await coordinator(
    pages(
      { stats: { state: 'QUEUED' } },
      {
        stats: {
          state: 'RUNNING',
          progressPercentage: 50,
          completedSplits: 1,
          totalSplits: 2,
        },
      },
      {
        updateType: 'INSERT',
        updateCount: 3,
        warnings: [{ warningCode: {}, message: 'Too many files' }],
      },
    ),
  );
  const states: Array<[string, number | undefined]> = [];
  const result = await clientOf(fake).query('INSERT …', {
    onProgress: ({ state, percentage }) => states.push([state, percentage]),
  });
  expect(states).toEqual([
    ['QUEUED', undefined],
    ['RUNNING', 50],
    ['FINISHED', undefined],
  ]);
  expect(result).toMatchObject({
    updateType: 'INSERT',
    updateCount: 3n,
    warnings: ['Too many files'],
  });
  // Letters beyond Latin-1 arrive as they are.
  expect(fake.seen[0].body).toBe('INSERT …');
});

it('asks the pages of an announced server from the configured one, below its path', async () => {
  const fake = await coordinator(request =>
    request.method === 'POST'
      ? {
          json: {
            id: 'q1',
            nextUri:
              'http://trino.internal:8080/v1/statement/queued/q1/y/1?a=b',
          },
        }
      : { json: LAST_PAGE },
  );
  await clientOf(fake, {
    server: `${fake.url}/trino/`,
    announcedServers: ['http://trino.internal:8080'],
  }).query('SELECT 1');
  expect(fake.seen.map(({ path }) => path)).toEqual([
    '/trino/v1/statement',
    '/trino/v1/statement/queued/q1/y/1?a=b',
  ]);
});
