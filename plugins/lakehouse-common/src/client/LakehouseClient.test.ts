import { ResponseError } from '@backstage/errors';
import { LakehouseClient } from './LakehouseClient';
import { lakehouseErrorName } from '../lakehouseErrorName';

function clientAnswering(status: number, body: unknown) {
  const calls: Array<{ url: string; init: RequestInit | undefined }> = [];
  const client = new LakehouseClient({
    discoveryApi: {
      getBaseUrl: async plugin => `http://portal.test/api/${plugin}`,
    },
    fetchApi: {
      fetch: async (input, init) => {
        calls.push({ url: String(input), init });
        return new Response(JSON.stringify(body), {
          status,
          headers: { 'content-type': 'application/json' },
        });
      },
    },
  });
  return { client, calls };
}

describe('LakehouseClient', () => {
  it('encodes every part of a path, so that no name can reach another route', async () => {
    const { client, calls } = clientAnswering(200, {});
    const table = { lakehouse: 're/tail', schema: 'a.b?c', table: '../ü #%' };
    await client.getTable(table);
    await client.getSnapshots(table, { offset: 0, limit: 25 });
    await client.compareSnapshots(table, { from: '9007199254740993', to: '1' });
    await client.getLakehouse('../x');
    const base = 'http://portal.test/api/lakehouse';
    const path = `${base}/lakehouses/re%2Ftail/schemas/a.b%3Fc/tables/..%2F%C3%BC%20%23%25`;
    expect(calls.map(call => call.url)).toEqual([
      path,
      `${path}/snapshots?offset=0&limit=25`,
      `${path}/snapshots/compare?from=9007199254740993&to=1`,
      `${base}/lakehouses/..%2Fx`,
    ]);
    expect(calls.every(call => call.init?.method === 'GET')).toBe(true);
  });

  it('repeats the parameter for several values, and leaves out what is not given', async () => {
    const { client, calls } = clientAnswering(200, { items: [] });
    await client.listTables({
      severity: ['critical', 'unknown'],
      owner: [],
      search: 'a&b',
      limit: 10,
      lakehouse: undefined,
    });
    await client.listTables();
    expect(calls.map(call => call.url)).toEqual([
      'http://portal.test/api/lakehouse/tables?severity=critical&severity=unknown&search=a%26b&limit=10',
      'http://portal.test/api/lakehouse/tables',
    ]);
  });

  it('posts JSON with the token and the signal that it was given', async () => {
    const { client, calls } = clientAnswering(200, {});
    const controller = new AbortController();
    await client.queryTable(
      { lakehouse: 'retail', schema: 'gold', table: 'sales' },
      { sql: 'SELECT 1' },
      { token: 'abc', signal: controller.signal },
    );
    await client.scanLakehouse('retail');
    expect(calls[0].init).toMatchObject({
      method: 'POST',
      body: '{"sql":"SELECT 1"}',
      headers: {
        'Content-Type': 'application/json',
        Authorization: 'Bearer abc',
      },
      signal: controller.signal,
    });
    expect(calls[1].init).toMatchObject({ method: 'POST', headers: {} });
    expect(calls[1].init?.body).toBeUndefined();
  });

  it("throws a ResponseError that tells the back end's error", async () => {
    const { client } = clientAnswering(404, {
      error: { name: 'NotFoundError', message: 'There is no lakehouse "x"' },
      response: { statusCode: 404 },
    });
    const error = await client
      .getLakehouse('x')
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ResponseError);
    expect(lakehouseErrorName(error)).toBe('NotFoundError');
    expect(String((error as ResponseError).cause.message)).toContain(
      'There is no lakehouse',
    );
    expect(lakehouseErrorName(new TypeError('x'))).toBe('TypeError');
    expect(lakehouseErrorName(undefined)).toBeUndefined();
  });
});
