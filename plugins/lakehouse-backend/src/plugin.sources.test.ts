import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { mockCredentials } from '@backstage/backend-test-utils';
import {
  LakehouseClient,
  type SourceCheckEvent,
} from '@lakehouse-portal/plugin-lakehouse-common';
import {
  LocalFileIO,
  readTableMetadata,
} from '@lakehouse-portal/table-metadata';
import request from 'supertest';
import { FakeConnector } from './__testUtils__/FakeConnector';
import { makeShop } from './__testUtils__/makeShop';
import { startPlugin } from './__testUtils__/startPlugin';
import { untilTrue } from './__testUtils__/untilTrue';

jest.setTimeout(60_000);

const API = '/api/lakehouse/lakehouses';
const TOKEN = mockCredentials.user.token();
/** Where nobody answers; a port that was free a moment ago another test may be given. */
const NOBODY = 'http://127.0.0.1:2';

describe('lakehousePlugin and the sources of a lakehouse', () => {
  let root: string;
  let far: FakeConnector;
  let backend: Awaited<ReturnType<typeof startPlugin>>;
  let client: LakehouseClient;

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'plugin-'));
    await makeShop(join(root, 'shop'));
    far = new FakeConnector(
      await LocalFileIO.create({ roots: [join(root, 'shop')] }),
    );
    backend = await startPlugin({
      lakehouse: {
        connections: {
          shop: { type: 'embedded', directory: join(root, 'shop') },
          far: { type: 'fake' },
          down: {
            type: 'rest',
            uri: NOBODY,
            warehouses: ['s3://bucket'],
            auth: { type: 'bearer', token: 'hidden-token-1234' },
          },
          wrong: { type: 'broken' },
        },
      },
      connectors: [
        { type: 'fake', connect: async () => far },
        {
          type: 'broken',
          connect: async () =>
            Promise.reject(new Error('Config lakehouse.connections.wrong.x')),
        },
      ],
    });
    const { port } = backend.server.address() as AddressInfo;
    client = new LakehouseClient({
      discoveryApi: {
        getBaseUrl: async () => `http://127.0.0.1:${port}/api/lakehouse`,
      },
    });
    // The scan at the start is over: one that a test asks for is its own.
    await untilTrue(
      () => request(backend.server).get(`${API}/far`).expect(200),
      ({ body }) => body.scan.status === 'ok',
    );
  });
  afterAll(async () => {
    await backend.stop();
    await rm(root, { recursive: true, force: true });
  });

  async function check(lakehouse: string, source = 'catalog') {
    const events: SourceCheckEvent[] = [];
    for await (const event of client.checkSource(lakehouse, source, {
      token: TOKEN,
    })) {
      events.push(event);
    }
    return events;
  }

  it('says what they are, what is possible and why not, and how current they are', async () => {
    await request(backend.server).post(`${API}/shop/scan`).expect(200);
    const { body } = await request(backend.server)
      .get(`${API}/shop/sources`)
      .expect(200);
    expect(body.scan).toMatchObject({ status: 'ok', tablesTotal: 2 });
    expect(body.sources).toMatchObject([
      { source: 'catalog', testable: true, describedAt: expect.any(String) },
    ]);
    const { capabilities } = body.sources[0];
    for (const { possible, note } of capabilities) {
      expect(possible || Boolean(note)).toBe(true);
    }
  });

  it('tells the version of the Iceberg library that writes the lakehouse, where commits say it', async () => {
    const folder = join(
      dirname(require.resolve('@lakehouse-portal/table-metadata/package.json')),
      'fixtures/engines/spark-4.0.1/types_v3/db/types_v3/metadata',
    );
    const written = await readTableMetadata(
      await LocalFileIO.create({ roots: [folder] }),
      join(folder, 'v2.metadata.json'),
    );
    far.describeSources = async () => [
      { source: 'catalog', product: 'Fake', capabilities: [] },
      { source: 'storage', product: 'Disk', capabilities: [] },
    ];
    far.pages = [[{ namespace: 'shop', name: 'typed', version: '1' }]];
    // Its files are not wanted.
    far.readTable = async () => ({
      metadata: { ...written, currentSnapshotId: undefined },
      version: '1',
    });
    await request(backend.server).post(`${API}/far/scan`).expect(200);
    const { body } = await request(backend.server)
      .get(`${API}/far/sources`)
      .expect(200);
    expect(body.sources).toMatchObject([
      {
        components: [
          {
            part: 'Iceberg library of the youngest commit',
            version: expect.stringMatching(
              /^\d+\.\d+\.\d+, of spark 4\.0\.1 \(shop\.typed\)$/,
            ),
          },
        ],
      },
      { components: [] },
    ]);
    far.describeSources = undefined;
    far.readTable = undefined;
    far.pages = [];
  });

  it('answers when a source is down or the connection wrong, with the reason and no secret', async () => {
    for (const name of ['down', 'wrong']) {
      const { body, text } = await request(backend.server)
        .get(`${API}/${name}/sources`)
        .expect(200);
      expect(body).toMatchObject({
        sources: [],
        error: expect.stringMatching(/\w/),
      });
      expect(body.scan.lastSuccessAt).toBeUndefined();
      expect(text).not.toContain('hidden-token');
    }
    await request(backend.server).get(`${API}/nothing/sources`).expect(404);
  });

  it('tests a source hop by hop, and names the hop that fails with what to do', async () => {
    const well = await check('shop');
    expect(
      well.map(event => [
        event.type === 'hop' ? event.hop : 'end',
        event.outcome,
      ]),
    ).toEqual([
      ['configuration', 'passed'],
      ['listing', 'passed'],
      ['metadata-read', 'passed'],
      ['end', 'passed'],
    ]);
    const ill = await check('down');
    expect(ill.at(-1)).toMatchObject({ type: 'end', outcome: 'failed' });
    expect(ill.at(-2)).toMatchObject({
      type: 'hop',
      hop: 'tcp',
      outcome: 'failed',
      message: expect.stringContaining('127.0.0.1'),
      advice: expect.any(String),
    });
    expect(JSON.stringify(ill)).not.toContain('hidden-token');
    const wrong = await check('wrong');
    expect(wrong).toMatchObject([
      { hop: 'configuration', outcome: 'failed', advice: expect.any(String) },
      { type: 'end', outcome: 'failed' },
    ]);
    await expect(check('shop', 'catalog')).resolves.toBeDefined();
    expect(
      backend.audits.filter(({ eventId }) => eventId === 'source-check').length,
    ).toBeGreaterThanOrEqual(4);
  });

  it('knows no other sources, and says where there is nothing to test', async () => {
    far.describeSources = undefined;
    far.checkSource = undefined;
    const { body } = await request(backend.server)
      .post(`${API}/far/sources/catalog/check`)
      .expect(404);
    expect(body.error.message).toContain('nothing to test');
    await request(backend.server)
      .post(`${API}/shop/sources/nothing/check`)
      .expect(404);
    await request(backend.server)
      .post(`${API}/nothing/sources/catalog/check`)
      .expect(404);
  });

  it('sends each hop when it was tried, does not test a source twice at once, and stops with who asked', async () => {
    let stopped: unknown;
    far.checkSource = async function* hanging(_source, options) {
      yield {
        hop: 'dns',
        outcome: 'passed',
        message: 'found',
        durationMs: 1,
      } as const;
      // A hop that heeds no signal.
      options?.signal?.addEventListener('abort', () => {
        stopped = options.signal?.reason;
      });
      await new Promise(() => {});
    };
    const leaving = new AbortController();
    const events = client
      .checkSource('far', 'catalog', {
        token: TOKEN,
        signal: leaving.signal,
      })
      [Symbol.asyncIterator]();
    // The first is here while the second hop never ends.
    expect((await events.next()).value).toMatchObject({ hop: 'dns' });
    await request(backend.server)
      .post(`${API}/far/sources/catalog/check`)
      .expect(409);
    leaving.abort();
    await expect(events.next()).rejects.toThrow();
    await untilTrue(
      async () => stopped,
      reason => reason !== undefined,
    );
    far.checkSource = async function* quick() {
      yield {
        hop: 'dns',
        outcome: 'passed',
        message: 'found',
        durationMs: 1,
      } as const;
    };
    // The test that was left does not keep others from testing.
    await untilTrue(
      () => request(backend.server).post(`${API}/far/sources/catalog/check`),
      ({ status }) => status === 200,
    );
  });

  it('says that a test was stopped by a fault of its own, and not that a hop failed', async () => {
    far.checkSource = async function* faulty() {
      yield* [];
      throw new Error('a fault');
    };
    expect(await check('far')).toEqual([
      expect.objectContaining({
        type: 'end',
        outcome: 'stopped',
        message: 'a fault',
      }),
    ]);
  });

  it('shows the commits that a catalog keeps of a table, and says where there are none', async () => {
    const orders = { lakehouse: 'shop', schema: 'silver', table: 'orders' };
    await expect(
      client.getCommits(orders, {}, { token: TOKEN }),
    ).rejects.toMatchObject({
      cause: { message: expect.stringContaining('keeps no commits') },
    });
    far.namespaces = [{ namespace: 'silver', properties: {} }];
    far.pages = [[{ namespace: 'silver', name: 'orders' }]];
    far.readHistory = async (_table, options) => ({
      reference: 'main',
      references: [{ name: 'main', type: 'branch', hash: 'abc' }],
      commits: [
        {
          hash: 'abc',
          message: 'Append',
          committedAtMs: 1_700_000_000_000,
          change: 'put',
          snapshotId: '9007199254740993',
        },
      ],
      hasMore: options?.limit === 1,
    });
    await request(backend.server).post(`${API}/far/scan`).expect(200);
    const there = { ...orders, lakehouse: 'far' };
    expect(
      await client.getCommits(there, { limit: 1 }, { token: TOKEN }),
    ).toMatchObject({
      reference: 'main',
      hasMore: true,
      limit: 1,
      commits: [
        {
          committedAt: '2023-11-14T22:13:20.000Z',
          snapshotId: '9007199254740993',
        },
      ],
    });
    far.readHistory = async () => {
      throw new Error('connection refused');
    };
    await expect(
      client.getCommits(there, {}, { token: TOKEN }),
    ).rejects.toMatchObject({
      statusCode: 503,
      cause: { message: expect.stringContaining('connection refused') },
    });
    far.readHistory = undefined;
  });
});
