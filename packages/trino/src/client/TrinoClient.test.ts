import {
  columnsOf,
  FakeCoordinator,
  type FakeAnswer,
  type SeenRequest,
} from '../__testUtils__/FakeCoordinator';
import type { TrinoClientOptions } from '../options';
import { TrinoClient } from './TrinoClient';

const FAILURE = {
  message: "line 1:15: Table 'lake.shop.nope' does not exist",
  errorCode: 46,
  errorName: 'TABLE_NOT_FOUND',
  errorType: 'USER_ERROR',
  errorLocation: { lineNumber: 1, columnNumber: 15 },
  failureInfo: {
    type: 'io.trino.spi.TrinoException',
    stack: ['at io.trino.Secret.internals(Secret.java:1)'],
  },
};

const LAST_PAGE = {
  id: 'q1',
  columns: columnsOf({ a: 'integer' }),
  data: [[1]],
  stats: { state: 'FINISHED' },
};

const open: Array<{ stop(): Promise<void> } | { close(): void }> = [];

afterEach(async () => {
  for (const item of open.splice(0)) {
    if ('close' in item) {
      item.close();
    } else {
      await item.stop();
    }
  }
});

async function coordinator(
  answer: (request: SeenRequest, fake: FakeCoordinator) => FakeAnswer,
): Promise<FakeCoordinator> {
  const fake = await FakeCoordinator.start(answer);
  open.push(fake);
  return fake;
}

function clientOf(
  fake: FakeCoordinator,
  options: Partial<TrinoClientOptions> = {},
): TrinoClient {
  const client = TrinoClient.create({
    server: fake.url,
    user: 'portal',
    ...options,
  });
  open.push(client);
  return client;
}

/** Answers with these pages one after the other; the first to the POST. */
function pages(...list: object[]) {
  return (request: SeenRequest, fake: FakeCoordinator): FakeAnswer => {
    if (request.method === 'DELETE') {
      return { json: {}, status: 204 };
    }
    const number =
      request.method === 'POST' ? 0 : Number(request.path.split('/').pop());
    const isLast = number === list.length - 1;
    return {
      json: {
        id: 'q1',
        ...(isLast ? {} : { nextUri: fake.page(number + 1) }),
        stats: { state: isLast ? 'FINISHED' : 'RUNNING' },
        ...list[number],
      },
    };
  };
}

const rejection = (promise: Promise<unknown>) =>
  promise.then(
    () => {
      throw new Error('Expected it to be rejected');
    },
    error => error,
  );

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

describe('a statement is never executed twice', () => {
  it.each([['break' as const], ['half' as const]])(
    'is not sent again when the connection ends after it was sent (%s)',
    async how => {
      const fake = await coordinator(() => how);
      const error = await rejection(clientOf(fake).query('DELETE FROM t'));
      expect(error).toMatchObject({
        name: 'TrinoConnectionError',
        phase: 'exchange',
      });
      expect(error.message).toContain('it was not sent again');
      expect(fake.methods).toEqual(['POST']);
    },
  );

  it.each([[502], [504]])(
    'is not sent again after %d, which a proxy may say when Trino has it',
    async status => {
      const fake = await coordinator(() => ({ text: 'proxy', status }));
      await expect(clientOf(fake).query('DELETE FROM t')).rejects.toMatchObject(
        { name: 'TrinoResponseError', status },
      );
      expect(fake.methods).toEqual(['POST']);
    },
  );

  it('a page is asked for again when the connection breaks off, the statement is not', async () => {
    let broken = 0;
    const fake = await coordinator((request, self) => {
      if (request.method === 'POST') {
        return { json: { id: 'q1', nextUri: self.page(1) } };
      }
      broken++;
      if (broken === 1) return 'break';
      if (broken === 2) return 'half';
      return { json: LAST_PAGE };
    });
    const { rows } = await clientOf(fake).query('SELECT 1');
    expect(rows).toEqual([[1]]);
    expect(fake.methods).toEqual(['POST', 'GET', 'GET', 'GET']);
  });

  it('gives up when the budget is used up, and tells Trino', async () => {
    const fake = await coordinator((request, self) =>
      request.method === 'POST'
        ? { json: { id: 'q1', nextUri: self.page(1) } }
        : { text: 'no', status: 503 },
    );
    await expect(
      clientOf(fake, { retries: { maxRetries: 2 } }).query('SELECT 1'),
    ).rejects.toMatchObject({ name: 'TrinoResponseError', status: 503 });
    expect(fake.methods).toEqual(['POST', 'GET', 'GET', 'GET', 'DELETE']);
  });

  it('does not wait longer than the budget when the server asks for more', async () => {
    const fake = await coordinator(() => ({
      text: 'later',
      status: 429,
      headers: { 'Retry-After': '3600' },
    }));
    await expect(clientOf(fake).query('SELECT 1')).rejects.toMatchObject({
      status: 429,
    });
    expect(fake.methods).toEqual(['POST']);
  });
});

describe('ending a query', () => {
  it('an abort while a page is waited for ends the query on the server', async () => {
    const abort = new AbortController();
    const fake = await coordinator((request, self) => {
      if (request.method === 'POST') {
        return { json: { id: 'q1', nextUri: self.page(1) } };
      }
      if (request.method === 'GET') {
        abort.abort(new Error('The reader has left'));
        return 'hang';
      }
      return { json: {}, status: 204 };
    });
    await expect(
      clientOf(fake).query('SELECT 1', { signal: abort.signal }),
    ).rejects.toThrow('The reader has left');
    expect(fake.seen.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /v1/statement',
      'GET /v1/statement/executing/q1/slug/1',
      'DELETE /v1/statement/executing/q1/slug/1',
    ]);
  });

  it('an abort while the statement is being sent waits for the answer and ends the query', async () => {
    const abort = new AbortController();
    const fake = await coordinator((request, self) => {
      if (request.method === 'POST') {
        abort.abort(new Error('The reader has left'));
        return { json: { id: 'q1', nextUri: self.page(1) } };
      }
      return { json: {}, status: 204 };
    });
    await expect(
      clientOf(fake).query('SELECT 1', { signal: abort.signal }),
    ).rejects.toThrow('The reader has left');
    expect(fake.methods).toEqual(['POST', 'DELETE']);
  });

  it('nothing is sent when the signal was aborted before', async () => {
    const fake = await coordinator(pages({}));
    await expect(
      clientOf(fake).query('SELECT 1', { signal: AbortSignal.abort() }),
    ).rejects.toMatchObject({ name: 'AbortError' });
    expect(fake.methods).toEqual([]);
  });

  it('leaving the loop over pages ends the query', async () => {
    const fake = await coordinator(
      pages({}, { columns: columnsOf({ a: 'integer' }), data: [[1]] }, {}),
    );
    for await (const page of clientOf(fake).pages('SELECT 1')) {
      expect(page.rows).toEqual([[1]]);
      break;
    }
    expect(fake.methods).toEqual(['POST', 'GET', 'DELETE']);
  });

  it('more rows than allowed: an error that says how many, and the query is cancelled', async () => {
    const rows = {
      columns: columnsOf({ a: 'integer' }),
      data: [[1], [2], [3]],
    };
    const fake = await coordinator(pages({}, rows, rows));
    const client = clientOf(fake, { limits: { maxRows: 2 } });
    await expect(client.query('SELECT 1')).rejects.toMatchObject({
      name: 'TrinoLimitError',
      limit: 'rows',
      allowed: 2,
    });
    const preview = await client.preview('SELECT 1');
    expect(preview).toMatchObject({ rows: [[1], [2]], truncated: 'rows' });
    expect(fake.methods).toEqual([
      'POST',
      'GET',
      'DELETE',
      'POST',
      'GET',
      'DELETE',
    ]);
  });

  it('more bytes than allowed: an error, and the query is cancelled', async () => {
    const row = {
      columns: columnsOf({ a: 'varchar' }),
      data: [['x'.repeat(600)]],
    };
    const fake = await coordinator(pages({}, row, row, row));
    await expect(
      clientOf(fake, { limits: { maxBytes: 1000 } }).query('SELECT 1'),
    ).rejects.toMatchObject({ name: 'TrinoLimitError', limit: 'bytes' });
    expect(fake.methods).toEqual(['POST', 'GET', 'GET', 'DELETE']);
  });

  it('an answer that unpacks to far more than allowed is not read to its end', async () => {
    const fake = await coordinator((request, self) =>
      request.method === 'GET'
        ? {
            json: {
              id: 'q1',
              columns: columnsOf({ a: 'varchar' }),
              data: [['x'.repeat(60_000_000)]],
            },
            gzip: true,
          }
        : { json: { id: 'q1', nextUri: self.page(1) } },
    );
    await expect(
      clientOf(fake, { limits: { maxBytes: 1000 } }).query('SELECT 1'),
    ).rejects.toMatchObject({ name: 'TrinoLimitError', limit: 'bytes' });
    expect(fake.methods).toEqual(['POST', 'GET', 'DELETE']);
  });

  it('a query that never ends is cancelled when its time is over', async () => {
    const fake = await coordinator((request, self) =>
      request.method === 'DELETE'
        ? { json: {}, status: 204 }
        : { json: { id: 'q1', nextUri: self.page(self.seen.length) } },
    );
    await expect(
      clientOf(fake, { limits: { maxDurationMs: 200 } }).query('SELECT 1'),
    ).rejects.toMatchObject({ name: 'TrinoLimitError', limit: 'time' });
    expect(fake.methods.at(-1)).toBe('DELETE');
  });

  it('bug: an answer of small values that would take all memory is an error, and the query is cancelled', async () => {
    const fake = await coordinator((request, self) =>
      request.method === 'GET'
        ? { text: `{"id":"q1","x":[${'{},'.repeat(1_300_000)}{}]}` }
        : { json: { id: 'q1', nextUri: self.page(1) } },
    );
    const client = clientOf(fake, { limits: { maxBytes: 1000 } });
    await expect(client.query('SELECT 1')).rejects.toMatchObject({
      name: 'TrinoLimitError',
      limit: 'bytes',
      queryId: 'q1',
      message: expect.stringContaining('more values than there is memory for'),
    });
    expect(fake.methods).toEqual(['POST', 'GET', 'DELETE']);
    expect(await client.preview('SELECT 1')).toMatchObject({
      rows: [],
      truncated: 'bytes',
    });
  });

  it('an answer full of the smallest values is no such thing', async () => {
    const row = `[${Array(1000).fill(1).join(',')}]`;
    const columns = columnsOf(
      Object.fromEntries(
        Array.from({ length: 1000 }, (_, i) => [`c${i}`, 'integer']),
      ),
    );
    const fake = await coordinator(() => ({
      text: `{"id":"q1","stats":{"state":"FINISHED"},"columns":${JSON.stringify(
        columns,
      )},"data":[${Array(5_500).fill(row).join(',')}]}`,
    }));
    const { rows } = await clientOf(fake, {
      limits: { maxBytes: 12 * 1024 * 1024 },
    }).query('SELECT *');
    expect(rows).toHaveLength(5_500);
  });

  it('bug: a page that was just answered is not asked for again, for ever', async () => {
    const fake = await coordinator((request, self) =>
      request.method === 'DELETE'
        ? { json: {}, status: 204 }
        : { json: { id: 'q1', nextUri: self.page(1) } },
    );
    await expect(clientOf(fake).query('SELECT 1')).rejects.toMatchObject({
      name: 'TrinoProtocolError',
    });
    expect(fake.methods).toEqual(['POST', 'GET', 'DELETE']);
  });

  it('bug: a server that answers at once without rows is not asked hundreds of times a second', async () => {
    const fake = await coordinator((request, self) =>
      request.method === 'DELETE'
        ? { json: {}, status: 204 }
        : { json: { id: 'q1', nextUri: self.page(self.seen.length) } },
    );
    await expect(
      clientOf(fake, { limits: { maxDurationMs: 1_500 } }).query('SELECT 1'),
    ).rejects.toMatchObject({ name: 'TrinoLimitError', limit: 'time' });
    // An answer for which this machine took its time is taken for a held one, after which fifty are free again.
    expect(fake.methods.length).toBeLessThan(250);
  });

  it('a server that keeps silent is not waited for', async () => {
    const fake = await coordinator((request, self) =>
      request.method === 'POST'
        ? { json: { id: 'q1', nextUri: self.page(1) } }
        : 'hang',
    );
    await expect(
      clientOf(fake, {
        idleTimeoutMs: 50,
        retries: { maxRetries: 1 },
      }).query('SELECT 1'),
    ).rejects.toMatchObject({ name: 'TrinoConnectionError', code: 'TIMEOUT' });
  });
});

describe('bug: what is no end of a query is no success', () => {
  it.each([
    ['rows, but the query still runs', { stats: { state: 'RUNNING' } }],
    ['a failure without an error', { data: [], stats: { state: 'FAILED' } }],
    ['no state', { stats: undefined }],
    ['a page of another query', { id: 'q2' }],
  ])('%s', async (_name, page) => {
    const fake = await coordinator(pages({}, { ...LAST_PAGE, ...page }));
    await expect(clientOf(fake).query('SELECT 1')).rejects.toMatchObject({
      name: 'TrinoProtocolError',
      queryId: 'q1',
    });
    // It may still run.
    expect(fake.methods).toEqual(['POST', 'GET', 'DELETE']);
  });
});

describe('answers that are none', () => {
  it.each([
    [
      'a page of people to sign in',
      {
        text: '<html>Sign in</html>',
        headers: { 'Content-Type': 'text/html' },
      },
    ],
    ['JSON of something else', { json: { hello: 'world' } }],
    ['a list', { json: [] }],
    [
      'a redirect',
      { text: '', status: 302, headers: { Location: 'http://127.0.0.1:1/' } },
    ],
    [
      'the spooled protocol',
      {
        json: {
          id: 'q1',
          columns: columnsOf({ a: 'integer' }),
          data: { encoding: 'json+zstd', segments: [] },
        },
      },
    ],
    [
      'rows without columns',
      { json: { ...LAST_PAGE, columns: undefined, data: [[1]] } },
    ],
    [
      'a row that is too short',
      {
        json: {
          ...LAST_PAGE,
          columns: columnsOf({ a: 'integer', b: 'integer' }),
        },
      },
    ],
    [
      'text for a number',
      {
        json: {
          ...LAST_PAGE,
          columns: columnsOf({ a: 'bigint' }),
          data: [['x']],
        },
      },
    ],
    [
      'a number beyond 64 bits',
      {
        text: `{"id":"q1","stats":{"state":"FINISHED"},"columns":${JSON.stringify(
          columnsOf({ a: 'bigint' }),
        )},"data":[[9223372036854775808]]}`,
      },
    ],
    [
      'JSON nested without end',
      { text: `{"id":"q1","x":${'['.repeat(100_000)}` },
    ],
  ] as Array<[string, FakeAnswer]>)('%s', async (_name, answer) => {
    const fake = await coordinator(() => answer);
    await expect(clientOf(fake).query('SELECT 1')).rejects.toMatchObject({
      name: 'TrinoProtocolError',
    });
    expect(fake.methods).toEqual(['POST']);
  });

  it('a refused connection is tried again within the budget, then said with its phase', async () => {
    const fake = await coordinator(pages({}));
    const { url } = fake;
    await fake.stop();
    open.length = 0;
    const client = TrinoClient.create({
      server: url,
      user: 'portal',
      retries: { maxRetries: 1 },
    });
    await expect(client.query('SELECT 1')).rejects.toMatchObject({
      name: 'TrinoConnectionError',
      phase: 'tcp',
      code: 'ECONNREFUSED',
    });
  });
});

describe('secrets', () => {
  const secrets = ['pass-word-1', 'token-12345'];
  const everythingOf = (error: Error) =>
    JSON.stringify([
      error,
      error.message,
      error.stack,
      Object.getOwnPropertyNames(error).map(name =>
        String(Reflect.get(error, name)),
      ),
    ]);

  it.each([[401], [403], [500], [200]])(
    'are in no error, even when the server quotes them (%d)',
    async status => {
      const fake = await coordinator(request => ({
        text: `You sent ${request.headers.authorization} and ${secrets.join(
          ' ',
        )}`,
        status,
        headers: { 'Content-Type': 'text/plain' },
      }));
      const basic = clientOf(fake, {
        authentication: {
          type: 'basic',
          username: 'service',
          password: secrets[0],
        },
      });
      const jwt = clientOf(fake, {
        authentication: { type: 'jwt', token: async () => secrets[1] },
      });
      const first = await rejection(basic.query('SELECT 1'));
      const second = await rejection(jwt.query('SELECT 1'));
      expect(everythingOf(first)).not.toContain(secrets[0]);
      expect(everythingOf(first)).not.toContain(
        Buffer.from(`service:${secrets[0]}`).toString('base64'),
      );
      expect(everythingOf(second)).not.toContain(secrets[1]);
      expect(first.cause).toBeUndefined();
      if (status !== 200) {
        expect(first.status).toBe(status);
      }
    },
  );

  it.each([
    [
      'all of an error',
      (secret: string) => ({
        error: {
          message: `for ${secret}`,
          errorName: `X_${secret}`,
          errorType: secret,
          failureInfo: {
            type: secret,
            cause: { type: secret, message: `${'y'.repeat(490)} ${secret}` },
          },
        },
      }),
    ],
    [
      'the id of a query that failed',
      (secret: string) => ({ id: secret, error: FAILURE }),
    ],
    [
      'the name of a column',
      (secret: string) => ({
        columns: columnsOf({ [secret]: 'bigint' }),
        data: [['x']],
      }),
    ],
    [
      'the address of the next page',
      (secret: string) => ({
        nextUri: `http://elsewhere/${encodeURIComponent(secret)}`,
      }),
    ],
  ])('bug: are not in an error when they are in %s', async (_name, page) => {
    for (const secret of ['Pass-Word-1', 'Sup3r "Geheim!/ü']) {
      const fake = await coordinator(() => ({
        json: { ...LAST_PAGE, ...page(secret) },
      }));
      const error = await rejection(
        clientOf(fake, {
          authentication: {
            type: 'basic',
            username: 'service',
            password: secret,
          },
        }).query('SELECT 1'),
      );
      expect(error.name).toMatch(/^Trino(?:Query|Protocol)Error$/);
      expect(everythingOf(error)).not.toMatch(/Sup3r|Pass-W/i);
    }
  });

  it('bug: are not in an error when the next page is on a host of their name', async () => {
    const fake = await coordinator(
      pages({ nextUri: 'http://Pass-Word-1.example.com/x' }),
    );
    const error = await rejection(
      clientOf(fake, {
        authentication: {
          type: 'basic',
          username: 'service',
          password: 'Pass-Word-1',
        },
      }).query('SELECT 1'),
    );
    expect(error.message).toContain('http://[secret].example.com/x');
    expect(everythingOf(error)).not.toMatch(/pass-word/i);
  });

  it('bug: a token that is longer than what is quoted is not quoted in part', async () => {
    const token = `eyJ${'0123456789'.repeat(300)}`;
    const fake = await coordinator(({ headers }) => ({
      text: `No such user: ${headers.authorization}`,
      status: 401,
      headers: { 'Content-Type': 'text/plain' },
    }));
    const error = await rejection(
      clientOf(fake, { authentication: { type: 'jwt', token } }).query(
        'SELECT 1',
      ),
    );
    expect(error.message).toContain('No such user: Bearer [secret]');
    expect(everythingOf(error)).not.toContain('eyJ');
  });

  it('bug: are not in warnings', async () => {
    const fake = await coordinator(
      pages({ warnings: [{ message: `Seen ${secrets[0]}` }] }),
    );
    const { warnings } = await clientOf(fake, {
      authentication: {
        type: 'basic',
        username: 'service',
        password: secrets[0],
      },
    }).query('SELECT 1');
    expect(warnings).toEqual(['Seen [secret]']);
  });

  it('are refused over plain HTTP to another machine', () => {
    expect(() =>
      TrinoClient.create({
        server: 'http://trino.example.com',
        user: 'portal',
        authentication: { type: 'jwt', token: secrets[1] },
      }),
    ).toThrow(/plain HTTP/);
  });

  it('are not quoted when an address holds them', () => {
    const attempt = () =>
      TrinoClient.create({
        server: `https://portal:${secrets[0]}@trino.example.com`,
        user: 'portal',
      });
    expect(attempt).toThrow(/must not hold a user or password/);
    expect(attempt).not.toThrow(secrets[0]);
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

it('bug: texts of the server without an end are cut', async () => {
  const fake = await coordinator(() => ({
    json: {
      id: 'q'.repeat(1_000_000),
      error: { ...FAILURE, message: 'm'.repeat(1_000_000) },
    },
  }));
  const error = await rejection(clientOf(fake).query('SELECT 1'));
  expect(error.trinoMessage).toHaveLength(10_000);
  expect(error.queryId).toHaveLength(100);
  expect(error.message.length).toBeLessThan(11_000);
});

it('bug: warnings without an end do not fill the memory', async () => {
  let count = 0;
  const some = () => ({
    warnings: Array.from({ length: 80 }, () => ({
      message: `${count++} ${'w'.repeat(5_000)}`,
    })),
  });
  const fake = await coordinator(pages(some(), some(), {}));
  const { warnings } = await clientOf(fake).query('SELECT 1');
  expect(warnings).toHaveLength(100);
  expect(warnings[0]).toHaveLength(1_000);
});

it('bug: says what is named as the next page when that is no address of a page', async () => {
  const fake = await coordinator(pages({ nextUri: 'urn:page:1' }));
  await expect(clientOf(fake).query('SELECT 1')).rejects.toThrow(
    'Trino names the next page at urn:page:1, which',
  );
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
  const client = TrinoClient.create({
    server: `${fake.url}/trino/`,
    announcedServers: ['http://trino.internal:8080'],
    user: 'portal',
  });
  open.push(client);
  await client.query('SELECT 1');
  expect(fake.seen.map(({ path }) => path)).toEqual([
    '/trino/v1/statement',
    '/trino/v1/statement/queued/q1/y/1?a=b',
  ]);
});
