import {
  CatalogTestServer,
  type SeenRequest,
  type TestAnswer,
} from '../__testUtils__/CatalogTestServer';
import { TokenGate } from '../__testUtils__/TokenGate';
import { tableMetadataJson } from '../__testUtils__/tableMetadataJson';
import { OAuth2Authenticator } from '../auth';
import type { CatalogTable } from '../catalog';
import { NessieCatalog } from './NessieCatalog';
import type { NessieCatalogOptions } from './NessieCatalogOptions';

const HASH = 'ab'.repeat(32);
const LOCATION = 's3://lake/shop/orders/metadata/1.metadata.json';
const ORDERS = { namespace: 'shop', name: 'orders' };

describe('NessieCatalog', () => {
  let server: CatalogTestServer;

  beforeAll(async () => {
    server = await CatalogTestServer.start();
  });
  afterAll(() => server.stop());

  function connect(options: Partial<NessieCatalogOptions> = {}): NessieCatalog {
    return new NessieCatalog({ url: server.url, ...options });
  }

  /** Answers by path below `/api/v2/`; the configuration is there unless it is given. */
  function serve(
    answers: Record<string, (request: SeenRequest) => TestAnswer>,
  ): void {
    server.answer(request => {
      const answer = answers[request.path.replace('/api/v2/', '')];
      if (answer) return answer(request);
      return request.path.endsWith('/config')
        ? { json: { defaultBranch: 'main', specVersion: '2.2.0' } }
        : { status: 404, json: { message: `No ${request.path}` } };
    });
  }
  const entry = (type: string, elements: string[], rest: object = {}) => ({
    type,
    name: { elements },
    content: { type, id: 'x', ...rest },
  });
  const entries = (list: unknown[], rest: object = {}): TestAnswer => ({
    json: {
      entries: list,
      effectiveReference: { type: 'BRANCH', name: 'main', hash: HASH },
      hasMore: false,
      ...rest,
    },
  });
  async function all(catalog: NessieCatalog): Promise<CatalogTable[]> {
    const found: CatalogTable[] = [];
    for await (const page of catalog.listTables()) found.push(...page);
    return found;
  }

  /** One table, by Nessie's own API and by its Iceberg face. */
  function shop({ path }: SeenRequest): TestAnswer {
    if (path === '/api/v2/config') return { json: { defaultBranch: 'main' } };
    if (path === '/iceberg/main/v1/config')
      return { json: { defaults: { prefix: 'main%7Cwh' } } };
    if (path === '/api/v2/trees/main/entries')
      return entries([
        entry('ICEBERG_TABLE', ['shop', 'orders'], {
          metadataLocation: LOCATION,
        }),
      ]);
    if (path === '/iceberg/main/v1/main%7Cwh/namespaces/shop/tables/orders')
      return response =>
        response.end(
          `{"metadata-location":"${LOCATION}","metadata":${tableMetadataJson()}}`,
        );
    // As Nessie names it once the reference has been told.
    return { status: 404, json: { message: path } };
  }

  it('reads all pages of the commit of the first one, whatever is committed meanwhile', async () => {
    serve({
      'trees/main/entries': () =>
        entries(
          [entry('ICEBERG_TABLE', ['a', 't'], { metadataLocation: 'x' })],
          {
            hasMore: true,
            token: 'two',
          },
        ),
      [`trees/main@${HASH}/entries`]: ({ query }) =>
        entries([
          entry('ICEBERG_TABLE', ['a', query.get('page-token')!], {
            metadataLocation: 'y',
          }),
        ]),
    });
    expect((await all(connect())).map(({ name }) => name)).toEqual([
      't',
      'two',
    ]);
  });

  it('tells tables, views and other formats apart, and shows what it can’t read', async () => {
    serve({
      'trees/main/entries': () =>
        entries([
          entry('NAMESPACE', ['shop'], { elements: ['shop'] }),
          entry('ICEBERG_TABLE', ['shop', 'orders'], {
            metadataLocation: LOCATION,
          }),
          entry('ICEBERG_TABLE', ['shop', 'lost']),
          entry('ICEBERG_VIEW', ['shop', 'v'], { metadataLocation: 'v' }),
          entry('DELTA_LAKE_TABLE', ['shop', 'd']),
          entry('UDF', ['shop', 'f']),
          entry('SOMETHING_NEW', ['shop', 'n']),
          entry('ICEBERG_TABLE', ['root'], { metadataLocation: 'r' }),
        ]),
    });
    expect(await all(connect())).toEqual([
      { ...ORDERS, format: 'iceberg', metadataLocation: LOCATION },
      {
        ...{ namespace: 'shop', name: 'lost', format: 'iceberg' },
        unreadable: expect.any(String),
      },
      { namespace: 'shop', name: 'v', kind: 'view' },
      {
        ...{ namespace: 'shop', name: 'd', format: 'delta' },
        unreadable: expect.stringContaining('Delta'),
      },
      {
        ...{ namespace: '', name: 'root', format: 'iceberg' },
        metadataLocation: 'r',
      },
    ]);
  });

  it('refuses a listing that does not end', async () => {
    const more = () => entries([], { hasMore: true, token: 'again' });
    serve({
      'trees/main/entries': more,
      [`trees/main@${HASH}/entries`]: more,
    });
    await expect(all(connect())).rejects.toMatchObject({
      name: 'CatalogResponseError',
      message: expect.stringContaining('does not end'),
    });
  });

  it.each<[string, TestAnswer]>([
    ['no list "entries"', { json: {} }],
    ['no list of texts', entries([{ name: { elements: ['a', 7] } }])],
    ['what is not a JSON object', { json: [] }],
    ['Is this the address of a Nessie?', response => response.end('<html>')],
  ])('says what is wrong with an answer: %s', async (why, answer) => {
    serve({ 'trees/main/entries': () => answer });
    const error = await all(connect()).catch(reason => reason);
    expect(error.name).toBe('CatalogResponseError');
    expect(error.message).toContain(
      why.replace('no list "', 'without a list "'),
    );
  });

  it('bug: refuses a listing that says there is more and not where, which would have tables count as gone', async () => {
    serve({
      'trees/main/entries': () =>
        entries([entry('ICEBERG_TABLE', ['a', 't'])], { hasMore: true }),
    });
    await expect(all(connect())).rejects.toMatchObject({
      name: 'CatalogResponseError',
      message: expect.stringContaining('without a page token'),
    });
  });

  it('bug: refuses an answer that would grow to many times its size in memory', async () => {
    serve({
      'trees/main/entries': () => response =>
        response.end(`{"x":[${'{},'.repeat(2_000_000)}{}],"entries":[]}`),
    });
    await expect(all(connect())).rejects.toMatchObject({
      name: 'CatalogResponseError',
      message: expect.stringContaining('more values than there is memory'),
    });
  });

  it('gives a table the version of the listing, its 64-bit ids, and "unchanged" without reading it', async () => {
    server.answer(shop);
    const catalog = connect();
    expect(await catalog.loadTable?.(ORDERS)).toMatchObject({
      version: LOCATION,
      metadata: { currentSnapshotId: '7634966758708777637' },
    });
    server.requests.length = 0;
    expect(await catalog.loadTable?.(ORDERS, { knownVersion: LOCATION })).toBe(
      'unchanged',
    );
    expect(server.requests.map(({ path }) => path)).toEqual([
      '/api/v2/trees/main/entries',
    ]);
    expect(connect({ metadata: 'store' }).loadTable).toBeUndefined();
  });

  it('is asked with a token for client credentials by both of its interfaces, and with another one where that no longer holds', async () => {
    const gate = new TokenGate('catalog');
    server.answer(gate.guarded(shop));
    const { clientId, clientSecret } = gate;
    const oauth2 = (secret: string) =>
      new OAuth2Authenticator({
        tokenUrl: new URL('/oauth/token', server.url),
        ...{ clientId, clientSecret: secret },
      });
    const catalog = connect({ authenticator: oauth2(clientSecret) });
    expect(await all(catalog)).toHaveLength(1);
    expect(await catalog.loadTable?.(ORDERS)).toHaveProperty('metadata');
    expect(gate.given).toHaveLength(1);
    gate.revoke();
    expect(await catalog.loadTable?.(ORDERS)).toHaveProperty('metadata');
    expect(gate.given).toHaveLength(2);
    await catalog.close();
    const stranger = connect({ authenticator: oauth2('a-wrong-secret') });
    const error: Error = await all(stranger).then(
      () => new Error('was let in'),
      thrown => thrown,
    );
    expect(error).toMatchObject({ name: 'CatalogAuthenticationError' });
    expect(`${error.message}${error.stack}`).not.toContain('a-wrong-secret');
    await stranger.close();
  });

  it('keeps snapshot ids of commits exact, and only commits that did something to the table', async () => {
    const commit = (hash: string, operations: string) =>
      `{"commitMeta":{"hash":"${hash}","message":"m","authors":[""],"author":null,"committer":"c","commitTime":"2026-11-26T14:52:15.274658850Z"},"operations":[${operations}]}`;
    const put = (name: string, id: string) =>
      `{"type":"PUT","key":{"elements":["shop","${name}"]},"content":{"type":"ICEBERG_TABLE","metadataLocation":"${LOCATION}","snapshotId":${id}}}`;
    serve({
      trees: () => ({
        json: {
          references: [
            { type: 'BRANCH', name: 'main', hash: HASH },
            { type: 'DETACHED', hash: HASH },
            // Ended in "Cannot convert object to primitive value".
            { type: { name: 'BRANCH' }, name: 'x', hash: HASH },
            { type: 'constructor', name: 'x', hash: HASH },
          ],
          hasMore: false,
        },
      }),
      'trees/main/history': () => response =>
        response.end(
          `{"hasMore":false,"logEntries":[${[
            commit('1', put('orders', '7634966758708777637')),
            commit('2', put('other', '1')),
            commit(
              '3',
              '{"type":"DELETE","key":{"elements":["shop","orders"]}}',
            ),
            commit('4', put('orders', '-1')),
          ].join(',')}]}`,
        ),
    });
    const history = await connect().readHistory(ORDERS);
    expect(history).toEqual({
      reference: 'main',
      references: [{ type: 'branch', name: 'main', hash: HASH }],
      hasMore: false,
      commits: [
        expect.objectContaining({
          hash: '1',
          author: 'c',
          committedAtMs: Date.UTC(2026, 10, 26, 14, 52, 15, 274),
          snapshotId: '7634966758708777637',
        }),
        expect.objectContaining({ hash: '3', change: 'delete' }),
        expect.objectContaining({ hash: '4', snapshotId: undefined }),
      ],
    });
  });

  it('is found below the address of any of its interfaces', () => {
    for (const [given, base] of [
      ['http://h:19120', 'http://h:19120/'],
      ['http://h/api/v2', 'http://h/'],
      ['http://h/nessie/api/v1/', 'http://h/nessie/'],
      ['http://h/iceberg/', 'http://h/'],
      ['http://h/my-iceberg', 'http://h/my-iceberg/'],
    ])
      expect(new NessieCatalog({ url: new URL(given) }).url.href).toBe(base);
  });
});
