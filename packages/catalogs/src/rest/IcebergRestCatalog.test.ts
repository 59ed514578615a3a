import { tableMetadataJson } from '../__testUtils__/tableMetadataJson';
import { tablesOf } from '../__testUtils__/tablesOf';
import { ORDERS, table } from './__testUtils__/orders';
import { namespaces, type Answer } from './__testUtils__/restAnswers';
import { restCatalogs } from './__testUtils__/restCatalogs';
import type { IcebergRestCatalogOptions } from './IcebergRestCatalogOptions';

const { server, connect, serve } = restCatalogs();

describe('IcebergRestCatalog', () => {
  it('refuses an endless listing of tables', async () => {
    serve({
      namespaces: ({ query }) =>
        query.has('parent') ? namespaces() : namespaces(['a']),
      'namespaces/a/tables': ({ query }) => ({
        json: {
          identifiers: [{ namespace: ['a'], name: query.get('pageToken') }],
          'next-page-token': `${query.get('pageToken')}x`.slice(0, 4),
        },
      }),
    });
    await expect(tablesOf(connect())).rejects.toMatchObject({
      name: 'CatalogResponseError',
      message: expect.stringContaining('tables in a does not end'),
    });
  });

  it('does not call a listing complete that is broken on the way', async () => {
    let asked = 0;
    serve({
      namespaces: ({ query }) =>
        query.has('parent') ? namespaces() : namespaces(['a']),
      'namespaces/a/tables': () =>
        ++asked === 1
          ? {
              json: {
                identifiers: [{ namespace: ['a'], name: 't' }],
                'next-page-token': 'more',
              },
            }
          : { status: 500, json: { error: { message: 'broken' } } },
    });
    await expect(tablesOf(connect())).rejects.toThrow('broken');
    serve({
      namespaces: { json: { namespaces: [['a'], 'b'] } },
    });
    await expect(tablesOf(connect())).rejects.toThrow(/no list of texts/);
  });

  it.each<[string, unknown, RegExp]>([
    [
      'an error with status 200',
      { error: { message: 'backend is down', type: 'X', code: 503 } },
      /answered 200: backend is down/,
    ],
    ['a message with status 200', { message: 'down' }, /something else/],
    [
      'a page token that is no text',
      { identifiers: [{ namespace: ['a'], name: 't' }], 'next-page-token': 7 },
      /"next-page-token" that is no text/,
    ],
  ])(
    'bug: does not take %s for the end of a listing, which would have tables count as gone',
    async (_, json, message) => {
      serve({
        namespaces: ({ query }) =>
          query.has('parent') ? namespaces() : namespaces(['a']),
        'namespaces/a/tables': { json },
      });
      await expect(tablesOf(connect())).rejects.toMatchObject({
        name: 'CatalogResponseError',
        message: expect.stringMatching(message),
      });
      serve({ namespaces: { json } });
      await expect(tablesOf(connect())).rejects.toMatchObject({
        name: 'CatalogResponseError',
      });
    },
  );

  it('lists nothing where an empty list is left out, as the specification lets catalogs do', async () => {
    for (const json of [
      {},
      { identifiers: null },
      { 'next-page-token': null },
    ]) {
      serve({
        namespaces: ({ query }) =>
          query.has('parent') ? { json: {} } : namespaces(['a']),
        'namespaces/a/tables': { json },
      });
      expect(await tablesOf(connect())).toEqual([]);
    }
  });

  it('bug: refuses an answer that would grow to many times its size in memory', async () => {
    const bomb =
      (start: string, end: string): Answer =>
      () =>
      response =>
        response.end(`${start}[${'{},'.repeat(3_000_000)}{}]${end}`);
    serve({
      namespaces: ({ query }) =>
        query.has('parent') ? namespaces() : namespaces(['a']),
      'namespaces/a/tables': bomb('{"identifiers":', '}'),
      'namespaces/shop/tables/orders': bomb(
        `{"metadata":${tableMetadataJson()},"config":`,
        '}',
      ),
    });
    const refusal = {
      name: 'CatalogResponseError',
      message: expect.stringContaining('more values than there is memory'),
    };
    await expect(tablesOf(connect())).rejects.toMatchObject(refusal);
    await expect(connect().loadTable(ORDERS)).rejects.toMatchObject(refusal);
  });

  it('lists 200,000 names that a catalog without pages gives at once', async () => {
    const identifiers = Array.from({ length: 200_000 }, (_, index) => ({
      namespace: ['a'],
      name: `a "table" {of}, many: [${index}]`,
    }));
    serve({
      namespaces: ({ query }) =>
        query.has('parent') ? namespaces() : namespaces(['a']),
      'namespaces/a/tables': { json: { identifiers } },
    });
    let count = 0;
    for await (const page of connect().listTables()) count += page.length;
    expect(count).toBe(200_000);
  });

  describe('check', () => {
    async function hops(
      options: Partial<IcebergRestCatalogOptions> = {},
    ): Promise<string[]> {
      const seen: string[] = [];
      for await (const { hop, outcome, advice } of connect(options).check())
        seen.push(`${hop} ${outcome}${advice ? ' with advice' : ''}`);
      return seen.slice(3);
    }

    it('ends with the hop that fails: who asks, what they may, what is listed, what is read', async () => {
      server.answer(() => ({ status: 401 }));
      expect(await hops()).toEqual([
        'tls skipped',
        'authentication failed with advice',
      ]);
      server.answer(() => ({ status: 403 }));
      expect(await hops()).toEqual([
        'tls skipped',
        'authentication passed',
        'authorisation failed with advice',
      ]);
      const listing = (tables: Answer, orders: Answer) =>
        serve({
          namespaces: ({ query }) =>
            query.has('parent') ? namespaces() : namespaces(['shop']),
          'namespaces/shop/tables': tables,
          'namespaces/shop/tables/orders': orders,
        });
      const one = {
        json: { identifiers: [{ namespace: ['shop'], name: 'orders' }] },
      };
      listing({ status: 403 }, {});
      expect((await hops()).at(-1)).toBe('listing failed with advice');
      listing(one, { status: 403 });
      expect((await hops()).at(-1)).toBe('metadata-read failed with advice');
      listing(one, table());
      expect((await hops()).at(-1)).toBe('metadata-read passed');
      listing({ json: {} }, {});
      expect((await hops()).at(-1)).toBe('metadata-read skipped');
    });
  });
});
