import {
  CatalogTestServer,
  type SeenRequest,
  type TestAnswer,
} from '../__testUtils__/CatalogTestServer';
import { tableMetadataJson } from '../__testUtils__/tableMetadataJson';
import type { CatalogTable, LoadedTable, RefusedNamespace } from '../catalog';
import { IcebergRestCatalog } from './IcebergRestCatalog';
import type { IcebergRestCatalogOptions } from './IcebergRestCatalogOptions';

const LOCATION = 's3://lake/shop/orders/metadata/00001.metadata.json';
const ORDERS: CatalogTable = { namespace: 'shop', name: 'orders' };
const VIEWS = 'GET /v1/{prefix}/namespaces/{namespace}/views';

/** An answer as JSON, or what is made of the request. */
type Answer =
  | Exclude<TestAnswer, Function>
  | ((request: SeenRequest) => TestAnswer);

describe('IcebergRestCatalog', () => {
  let server: CatalogTestServer;
  const open: IcebergRestCatalog[] = [];

  beforeAll(async () => {
    server = await CatalogTestServer.start();
  });
  afterAll(async () => {
    for (const catalog of open) await catalog.close();
    await server.stop();
  });

  function connect(
    options: Partial<IcebergRestCatalogOptions> = {},
  ): IcebergRestCatalog {
    const catalog = new IcebergRestCatalog({
      url: new URL('/api/catalog', server.url),
      ...options,
    });
    open.push(catalog);
    return catalog;
  }

  /** A catalog by its paths below `/v1`; all others are 404. */
  function serve(answers: Record<string, Answer>, config: unknown = {}): void {
    server.answer(request => {
      const path = request.path.replace('/api/catalog/v1/', '');
      if (path === 'config') return { json: config };
      const answer = answers[path];
      if (typeof answer !== 'function')
        return answer ?? noSuch('NoSuchTableException');
      return answer(request);
    });
  }
  const noSuch = (type: string) => ({
    status: 404,
    json: {
      error: { message: 'Not there', type, code: 404, stack: ['at org.x'] },
    },
  });
  const namespaces = (...list: string[][]) => ({
    json: { namespaces: list },
  });
  /** As text, because JSON.stringify would round the ids. */
  const table =
    (options: { headers?: Record<string, string>; rest?: string } = {}) =>
    (): TestAnswer =>
    response => {
      response.writeHead(200, options.headers);
      response.end(
        `{"metadata-location":"${LOCATION}","metadata":${tableMetadataJson()}${
          options.rest ?? ''
        }}`,
      );
    };
  const paths = () =>
    server.requests
      .map(({ path }) => path.replace('/api/catalog/v1/', ''))
      .filter(path => path !== 'config');

  async function all(catalog: IcebergRestCatalog): Promise<CatalogTable[]> {
    const found: CatalogTable[] = [];
    for await (const page of catalog.listTables()) found.push(...page);
    return found;
  }

  describe('configuration of the catalog', () => {
    it.each([
      [{ defaults: { prefix: 'd' } }, {}, 'd/'],
      [{ defaults: { prefix: 'd' } }, { prefix: 'mine' }, 'mine/'],
      [
        { defaults: { prefix: 'd' }, overrides: { prefix: 'o' } },
        { prefix: 'mine' },
        'o/',
      ],
      [{}, { prefix: 'mine' }, 'mine/'],
      [{}, {}, ''],
      [
        { defaults: { prefix: 'catalogs/lake house' } },
        {},
        'catalogs/lake%20house/',
      ],
      [{ defaults: { prefix: 'main|wh' } }, {}, 'main%7Cwh/'],
      [{ overrides: { prefix: 'feature%2Fx%7Cwh' } }, {}, 'feature%2Fx%7Cwh/'],
      [{ overrides: { prefix: 7 }, defaults: null }, {}, ''],
    ])(
      'goes over ours where it overrides, and under it where it is a default: %j, %j',
      async (config, options, prefix) => {
        serve({ [`${prefix}namespaces`]: namespaces() }, config);
        expect(await all(connect(options))).toEqual([]);
        expect(paths()).toEqual([`${prefix}namespaces`]);
      },
    );

    it('is asked for the warehouse, once for all who wait, and again when it failed', async () => {
      serve({ namespaces: namespaces() });
      const catalog = connect({ warehouse: 'sales & co' });
      await Promise.all([catalog.config(), all(catalog), all(catalog)]);
      const configs = server.requests.filter(({ path }) =>
        path.endsWith('/config'),
      );
      expect(configs).toHaveLength(1);
      expect(configs[0].query.get('warehouse')).toBe('sales & co');
      server.answer(() => ({ status: 500 }));
      const other = connect();
      await expect(other.config()).rejects.toThrow('answered 500');
      serve({ namespaces: namespaces() });
      expect(await all(other)).toEqual([]);
    });

    it('may lead within its origin, and not to another one', async () => {
      const other = await CatalogTestServer.start();
      other.answer(() => ({ json: { namespaces: [] } }));
      serve(
        { namespaces: namespaces() },
        { overrides: { uri: new URL('/stolen', other.url).href } },
      );
      expect(await all(connect())).toEqual([]);
      expect(other.requests).toEqual([]);
      server.answer(({ path }) =>
        path.endsWith('/config')
          ? {
              json: { overrides: { uri: new URL('/moved/', server.url).href } },
            }
          : { json: { namespaces: [] } },
      );
      await all(connect());
      expect(server.requests.at(-1)?.path).toBe('/moved/v1/namespaces');
      await other.stop();
    });

    it('bug: may lead within its origin with a user name, which is left out', async () => {
      const uri = new URL('/moved/', server.url);
      uri.username = 'u';
      server.answer(({ path }) =>
        path.endsWith('/config')
          ? { json: { overrides: { uri: uri.href } } }
          : { json: { namespaces: [] } },
      );
      await all(connect());
      expect(server.requests.at(-1)?.path).toBe('/moved/v1/namespaces');
    });

    it('may list endpoints that are none, as the reference server does', async () => {
      serve(
        {
          namespaces: ({ query }) =>
            query.has('parent') ? namespaces() : namespaces(['shop']),
          'namespaces/shop/tables': {
            json: { identifiers: [{ namespace: ['shop'], name: 'orders' }] },
          },
          'namespaces/shop/views': {
            json: { identifiers: [{ namespace: ['shop'], name: 'v' }] },
          },
        },
        {
          endpoints: [
            'POST v1/oauth/tokens',
            'POST https://auth-server.com/token',
            7,
            null,
            VIEWS,
          ],
        },
      );
      expect(await all(connect())).toEqual([
        ORDERS,
        { namespace: 'shop', name: 'v', kind: 'view' },
      ]);
    });

    it('says what is missing where there is no catalog', async () => {
      server.answer(() => response => {
        response.writeHead(404).end('<html>nginx</html>');
      });
      await expect(connect().config()).rejects.toThrow(
        /answered 404\. No Iceberg REST catalog there/,
      );
      // As Polaris, and as nginx.
      for (const status of [404, 400])
        for (const end of ['/v1', '/v1//']) {
          server.answer(() => ({ status, json: {} }));
          await expect(
            connect({
              url: new URL(`/api/catalog${end}`, server.url),
              warehouse: 'lake',
            }).config(),
          ).rejects.toThrow(
            `GET ${server.url.origin}/api/catalog/v1/v1/config answered ${status}. The address of the catalog is configured with /v1 at its end, which is added here: leave it out`,
          );
          await expect(connect({ warehouse: 'lake' }).config()).rejects.toThrow(
            new RegExp(`answered ${status}$`),
          );
        }
      server.answer(() => response => response.end('<html>hello</html>'));
      await expect(connect().config()).rejects.toMatchObject({
        name: 'CatalogResponseError',
        message: expect.stringContaining('not a JSON object'),
      });
    });
  });

  describe('namespaces', () => {
    it('are not asked for again and again where the question for those inside is refused', async () => {
      for (const status of [400, 405, 501]) {
        serve({
          namespaces: ({ query }) =>
            query.has('parent')
              ? { status, json: { error: { message: 'no', type: 'X' } } }
              : namespaces(['a'], ['b'], ['c']),
          'namespaces/a': { json: { properties: { owner: 'x', n: 7 } } },
          'namespaces/b': { json: {} },
          'namespaces/c': { json: {} },
        });
        const catalog = connect({ concurrency: 1 });
        expect(await catalog.listNamespaces()).toHaveLength(3);
        expect(
          server.requests.filter(({ query }) => query.has('parent')),
        ).toHaveLength(1);
        const { capabilities } = await catalog.describe();
        expect(
          capabilities.find(({ id }) => id === 'nested-namespaces'),
        ).toMatchObject({ possible: false, note: expect.any(String) });
      }
    });

    it('are not taken for none because a proxy answers 404', async () => {
      serve({
        namespaces: ({ query }) =>
          query.has('parent')
            ? response => response.writeHead(404).end('<html>')
            : namespaces(['a']),
      });
      await expect(all(connect())).rejects.toMatchObject({
        name: 'CatalogResponseError',
      });
    });

    it('end where a catalog answers with all of them whatever it is asked', async () => {
      serve({ namespaces: namespaces(['a'], ['b']) });
      expect(await all(connect())).toEqual([]);
      expect(paths().filter(path => path === 'namespaces')).toHaveLength(3);
    });

    it('end where a catalog nests them for ever', async () => {
      serve({
        namespaces: ({ query }) => {
          const parent = query.get('parent');
          const levels = parent === null ? [] : parent.split('\u001f');
          return namespaces([...levels, 'x']);
        },
      });
      await expect(all(connect())).rejects.toMatchObject({
        name: 'CatalogResponseError',
        message: expect.stringContaining('deeper than 32'),
      });
    });

    it('that no path can hold are left out and named, so that none is asked for in the place of another', async () => {
      serve({
        namespaces: ({ query }) =>
          query.has('parent') ? namespaces() : namespaces(['..'], ['ok']),
        'namespaces/ok/tables': { json: {} },
      });
      const catalog = connect();
      expect(await all(catalog)).toEqual([]);
      expect(paths().filter(path => path !== 'namespaces')).toEqual([
        'namespaces/ok/tables',
      ]);
      const { capabilities } = await catalog.describe();
      expect(
        capabilities.find(({ id }) => id === 'list-tables')?.note,
      ).toContain('".."');
    });

    it('bug: that are longer than a path are left out and named, and the others are listed', async () => {
      const long = 'x'.repeat(100_000);
      serve({
        namespaces: ({ query }) =>
          query.has('parent')
            ? namespaces()
            : namespaces([long], ['é'.repeat(1_000)], ['shop']),
        'namespaces/shop/tables': {
          json: {
            identifiers: [
              { namespace: ['shop'], name: 'orders' },
              { namespace: ['shop'], name: long },
            ],
          },
        },
      });
      const catalog = connect();
      expect(await all(catalog)).toEqual([
        ORDERS,
        { namespace: 'shop', name: long, unreadable: expect.any(String) },
      ]);
      const { capabilities } = await catalog.describe();
      const note = capabilities.find(({ id }) => id === 'list-tables')?.note;
      expect(note).toMatch(/Left out.*xxx.*ééé/);
      expect(note!.length).toBeLessThan(400);
    });

    it('can be chosen, with those below of them', async () => {
      serve({
        namespaces: ({ query }) =>
          ({
            null: namespaces(['a'], ['b'], ['ab']),
            a: namespaces(['a', 'c']),
          }[String(query.get('parent'))] ?? namespaces()),
      });
      const catalog = connect({ namespaces: ['a'] });
      await all(catalog);
      expect(
        paths()
          .filter(path => path !== 'namespaces')
          .sort(),
      ).toEqual(['namespaces/a%1Fc/tables', 'namespaces/a/tables']);
    });

    it('without permission for their properties have none; without permission for their tables nothing is listed', async () => {
      const denied = {
        status: 403,
        json: { error: { message: 'not yours', type: 'ForbiddenException' } },
      };
      serve({
        namespaces: ({ query }) =>
          query.has('parent') ? namespaces() : namespaces(['a']),
        'namespaces/a': denied,
        'namespaces/a/tables': denied,
      });
      expect(await connect().listNamespaces()).toEqual([
        { namespace: 'a', properties: {} },
      ]);
      await expect(all(connect())).rejects.toMatchObject({
        name: 'CatalogAccessDeniedError',
        message: expect.stringContaining('not yours'),
      });
    });

    it('that are refused are named to whoever asks for that, and the others are listed; where all are, the listing fails', async () => {
      const denied = (message: string) => ({
        status: 403,
        json: { error: { message, type: 'ForbiddenException' } },
      });
      const listed = {
        json: { identifiers: [{ namespace: ['b'], name: 't' }] },
      };
      const answers: Record<string, Answer> = {
        namespaces: ({ query }) => {
          if (query.get('parent') === 'c') return denied('not what is in c');
          return query.has('parent')
            ? namespaces()
            : namespaces(['a'], ['b'], ['c']);
        },
        'namespaces/a/tables': denied('not a'),
        'namespaces/b/tables': listed,
        'namespaces/c/tables': { json: { identifiers: [] } },
      };
      serve(answers);
      const list = async () => {
        const refused: RefusedNamespace[] = [];
        const found: CatalogTable[] = [];
        const onRefused = (namespace: RefusedNamespace) =>
          refused.push(namespace);
        for await (const page of connect().listTables({ onRefused }))
          found.push(...page);
        return { found, refused };
      };
      expect(await list()).toEqual({
        found: [{ namespace: 'b', name: 't' }],
        refused: [
          { namespace: 'c', message: expect.stringContaining('what is in c') },
          { namespace: 'a', message: expect.stringContaining('not a') },
        ],
      });
      await expect(all(connect())).rejects.toMatchObject({
        name: 'CatalogAccessDeniedError',
      });
      serve({
        ...answers,
        'namespaces/b/tables': denied('not b'),
        'namespaces/c/tables': denied('not c'),
      });
      await expect(list()).rejects.toMatchObject({
        name: 'CatalogAccessDeniedError',
      });
    });

    it('that are gone by the time they are asked about are no error', async () => {
      serve({
        namespaces: ({ query }) =>
          query.has('parent')
            ? noSuch('NoSuchNamespaceException')
            : namespaces(['a']),
      });
      expect(await all(connect())).toEqual([]);
      expect(await connect().listNamespaces()).toEqual([]);
    });
  });

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
    await expect(all(connect())).rejects.toMatchObject({
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
    await expect(all(connect())).rejects.toThrow('broken');
    serve({
      namespaces: { json: { namespaces: [['a'], 'b'] } },
    });
    await expect(all(connect())).rejects.toThrow(/no list of texts/);
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
      await expect(all(connect())).rejects.toMatchObject({
        name: 'CatalogResponseError',
        message: expect.stringMatching(message),
      });
      serve({ namespaces: { json } });
      await expect(all(connect())).rejects.toMatchObject({
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
      expect(await all(connect())).toEqual([]);
    }
  });

  it('bug: says what a configuration is that is an error with status 200, and does not ask on', async () => {
    serve({}, { error: { message: 'no such warehouse', code: 404 } });
    await expect(all(connect())).rejects.toThrow(
      /config answered 200: no such warehouse/,
    );
    expect(paths()).toEqual([]);
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
    await expect(all(connect())).rejects.toMatchObject(refusal);
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

  describe('a table', () => {
    const path = 'namespaces/shop/tables/orders';
    const load = (
      catalog: IcebergRestCatalog,
      options?: Parameters<IcebergRestCatalog['loadTable']>[1],
    ) => catalog.loadTable(ORDERS, options);

    it('keeps its 64-bit ids', async () => {
      serve({ [path]: table() });
      const loaded = (await load(connect())) as LoadedTable;
      expect(loaded.metadata).toMatchObject({
        currentSnapshotId: '7634966758708777637',
        metadataLocation: LOCATION,
      });
      expect(loaded.storage).toBeUndefined();
    });

    it('without ETag is unchanged while its location is; with one that flutters, too', async () => {
      let count = 0;
      serve({
        [path]: () => table({ headers: { etag: `"${++count}"` } })(),
      });
      const catalog = connect();
      const { version } = (await load(catalog)) as LoadedTable;
      expect(await load(catalog, { knownVersion: version })).toBe('unchanged');
      expect(server.requests.at(-1)?.headers['if-none-match']).toBe('"1"');
      serve({ [path]: table() });
      const plain = connect();
      const known = ((await load(plain)) as LoadedTable).version;
      expect(known).toBe(LOCATION);
      expect(await load(plain, { knownVersion: known })).toBe('unchanged');
      expect(
        await load(plain, { knownVersion: 's3://lake/older.json' }),
      ).toMatchObject({ version: LOCATION });
    });

    it('is another one when it was dropped and made anew, where the catalog only counts its metadata files', async () => {
      const counted = 's3://lake/shop/orders/metadata/v1.metadata.json';
      const made = (uuid: string) => (): TestAnswer => response => {
        const metadata = tableMetadataJson().replace(
          /"table-uuid":"[^"]*"/,
          `"table-uuid":"${uuid}"`,
        );
        response.end(
          `{"metadata-location":"${counted}","metadata":${metadata}}`,
        );
      };
      serve({ [path]: made('9c12d441-03fe-4693-9a96-a0705ddf69c1') });
      const { version } = (await load(connect())) as LoadedTable;
      expect(await load(connect(), { knownVersion: version })).toBe(
        'unchanged',
      );
      serve({ [path]: made('1b0f7a52-8d5c-4a34-a0a5-6f0f0f6c2a11') });
      expect(await load(connect(), { knownVersion: version })).toMatchObject({
        metadata: { metadataLocation: counted },
      });
    });

    it('bug: is another one when it was dropped and made anew, also where that has the same ETag', async () => {
      const made = (uuid: string) => (): TestAnswer => {
        const metadata = tableMetadataJson().replace(
          /"table-uuid":"[^"]*"/,
          `"table-uuid":"${uuid}"`,
        );
        return response => {
          // As Iceberg's own server makes it: of the location.
          const isKnown = response.req.headers['if-none-match'] === '"5a1e"';
          response.writeHead(isKnown ? 304 : 200, { etag: '"5a1e"' });
          response.end(
            isKnown
              ? undefined
              : `{"metadata-location":"s3://lake/shop/orders/metadata/v1.metadata.json","metadata":${metadata}}`,
          );
        };
      };
      serve({ [path]: made('9c12d441-03fe-4693-9a96-a0705ddf69c1') });
      const { version } = (await load(connect())) as LoadedTable;
      expect(await load(connect(), { knownVersion: version })).toBe(
        'unchanged',
      );
      serve({ [path]: made('1b0f7a52-8d5c-4a34-a0a5-6f0f0f6c2a11') });
      expect(await load(connect(), { knownVersion: version })).toMatchObject({
        metadata: { tableUuid: '1b0f7a52-8d5c-4a34-a0a5-6f0f0f6c2a11' },
      });
    });

    it('is not unchanged because the catalog says 304 to a question that was none', async () => {
      serve({ [path]: { status: 304 } });
      await expect(load(connect())).rejects.toMatchObject({
        name: 'CatalogResponseError',
      });
      await expect(
        load(connect(), { knownVersion: LOCATION }),
      ).rejects.toMatchObject({ name: 'CatalogResponseError' });
    });

    it('is absent only where the catalog says so: not where its metadata is lost, nor where a proxy answers', async () => {
      serve({});
      expect(await load(connect())).toBeUndefined();
      serve({ [path]: noSuch('NotFoundException') });
      await expect(load(connect())).rejects.toMatchObject({
        name: 'CatalogResponseError',
        message: expect.stringMatching(/answered 404: Not there$/),
      });
      serve({
        [path]: () => response => response.writeHead(404).end('<html>'),
      });
      await expect(load(connect())).rejects.toMatchObject({
        name: 'CatalogResponseError',
      });
    });

    it('is read with what the catalog lends for it, if that is asked for; nothing of it is in the version', async () => {
      const secret = 'lent-secret';
      serve({
        [path]: table({
          headers: { etag: '"1"' },
          rest: `,"config":{"token":"${secret}"},"storage-credentials":[{"prefix":"s3://lake","config":{"s3.access-key-id":"k","s3.secret-access-key":"${secret}"}}]`,
        }),
      });
      const loaded = (await load(
        connect({ vendedCredentials: true }),
      )) as LoadedTable;
      expect(
        server.requests.at(-1)?.headers['x-iceberg-access-delegation'],
      ).toBe('vended-credentials');
      expect(loaded.storage).toEqual({
        's3.access-key-id': 'k',
        's3.secret-access-key': secret,
      });
      expect(JSON.stringify([loaded.version, loaded.metadata])).not.toContain(
        secret,
      );
      await load(connect());
      expect(server.requests.at(-1)?.headers).not.toHaveProperty(
        'x-iceberg-access-delegation',
      );
    });

    it.each([
      ['[]', 'not a JSON object'],
      ['{"metadata":{}', 'the text ends there'],
      ['{"metadata-location":"x"}', 'without the metadata'],
      ['{"metadata":{}}', '"format-version" must be'],
      [`{"metadata":${tableMetadataJson()},"config":{,}}`, '"config" that is'],
    ])('is an error of the catalog where it answers %s', async (body, why) => {
      serve({ [path]: () => response => response.end(body) });
      const error = await load(connect()).catch(reason => reason);
      expect(error.message).toContain(why);
      expect(error.name).toMatch(/^Catalog|^Corrupt/);
    });

    it('is refused when its metadata is larger than is allowed', async () => {
      serve({ [path]: table({ rest: `,"x":"${'y'.repeat(5000)}"` }) });
      await expect(
        load(connect({ maxMetadataBytes: 4000 })),
      ).rejects.toMatchObject({
        name: 'CatalogResponseError',
        message: expect.stringContaining('more than 4000 bytes'),
      });
    });

    it('is found by HEAD where the catalog announces it, and by loading it elsewhere', async () => {
      for (const [endpoints, method] of [
        [undefined, 'GET'],
        [['HEAD /v1/{prefix}/namespaces/{namespace}/tables/{table}'], 'HEAD'],
      ] as const) {
        serve({ [path]: table() }, { endpoints });
        expect(await connect().findTable(ORDERS)).toEqual(ORDERS);
        expect(server.requests.at(-1)?.method).toBe(method);
        serve({ [path]: { status: 403 } }, { endpoints });
        await expect(connect().findTable(ORDERS)).rejects.toMatchObject({
          name: 'CatalogAccessDeniedError',
        });
      }
    });
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
