import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedLakehouse } from '@lakehouse-portal/embedded';
import { LocalFileIO } from '@lakehouse-portal/table-metadata';
import request from 'supertest';
import { FakeConnector } from './__testUtils__/FakeConnector';
import { makeShop } from './__testUtils__/makeShop';
import { startPlugin } from './__testUtils__/startPlugin';
import { untilTrue } from './__testUtils__/untilTrue';

jest.setTimeout(60_000);

const OTHER = {
  name: 'fresh',
  owner: 'group:default/data-platform',
  layers: ['bronze', 'gold'],
  target: 'embedded',
};

describe('lakehousePlugin and faults', () => {
  let root: string;
  const stops: Array<() => Promise<void>> = [];

  async function start(
    options: Partial<Parameters<typeof startPlugin>[0]> = {},
  ) {
    const backend = await startPlugin({
      lakehouse: {
        connections: {
          shop: { type: 'embedded', directory: join(root, 'shop') },
        },
      },
      ...options,
    });
    stops.push(backend.stop);
    return backend;
  }

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'plugin-'));
    await makeShop(join(root, 'shop'));
  });
  afterAll(async () => {
    await Promise.all(stops.map(stop => stop()));
    await rm(root, { recursive: true, force: true });
  });

  it('answers 503 with the reason when a catalog or an engine is not there, and keeps what it knew', async () => {
    const connector = new FakeConnector(
      await LocalFileIO.create({ roots: [join(root, 'shop')] }),
    );
    let isDown = false;
    // Before the start, which scans: a scan that is asked for then may be that one.
    connector.namespaces = [{ namespace: 'silver', properties: {} }];
    connector.pages = [
      [
        {
          namespace: 'silver',
          name: 'lost',
          metadataLocation: join(root, 'shop', 'nothing.metadata.json'),
        },
      ],
    ];
    connector.beforePage = async () => {
      if (isDown) throw new Error('the catalog is down');
    };
    const { server } = await start({
      lakehouse: {
        connections: { far: { type: 'fake' }, broken: { type: 'broken' } },
      },
      connectors: [
        { type: 'fake', connect: async () => connector },
        {
          type: 'broken',
          connect: async () => Promise.reject(new Error('connection refused')),
        },
      ],
    });
    const { body: scanned } = await request(server)
      .post('/api/lakehouse/lakehouses/far/scan')
      .expect(200);
    expect(scanned.scan).toMatchObject({ status: 'partial', tablesFailed: 1 });
    const lost = '/api/lakehouse/lakehouses/far/schemas/silver/tables/lost';
    const { body: unreadable } = await request(server).get(lost).expect(503);
    expect(unreadable.error).toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringContaining('MissingFileError'),
    });
    const { body: unknown } = await request(server)
      .get(`${lost}/health`)
      .expect(200);
    expect(unknown).toMatchObject({
      health: {
        severity: 'unknown',
        lede: { headline: expect.stringContaining('unknown') },
      },
      scanError: expect.any(String),
    });
    expect(
      (await request(server).get('/api/lakehouse/tables').expect(200)).body
        .items,
    ).toMatchObject([{ severity: 'unknown' }]);

    isDown = true;
    const { body: down } = await request(server)
      .post('/api/lakehouse/lakehouses/far/scan')
      .expect(200);
    expect(down.scan).toMatchObject({
      status: 'failed',
      error: expect.stringContaining('the catalog is down'),
      tablesTotal: 1,
    });
    expect(
      (await request(server).get('/api/lakehouse/tables').expect(200)).body
        .totalItems,
    ).toBe(1);

    const { body: refused } = await request(server)
      .post('/api/lakehouse/lakehouses/broken/scan')
      .expect(200);
    expect(refused.scan).toMatchObject({
      status: 'failed',
      error: expect.stringContaining('connection refused'),
    });
    await request(server).get('/api/lakehouse/lakehouses/broken').expect(200);
    await request(server)
      .post('/api/lakehouse/lakehouses')
      .send(OTHER)
      .expect(501);
  });

  it('a catalog file that is gone fails scans and queries with its name, and takes no table away', async () => {
    const directory = join(root, 'vanishing');
    await makeShop(directory);
    const { server } = await start({
      lakehouse: { connections: { shop: { type: 'embedded', directory } } },
    });
    const shop = '/api/lakehouse/lakehouses/shop';
    const orders = `${shop}/schemas/silver/tables/orders`;
    await request(server).post(`${shop}/scan`).expect(200);
    await request(server).post(`${orders}/query`).send({}).expect(200);
    for (const suffix of ['', '-wal', '-shm']) {
      await rm(join(directory, `catalog.db${suffix}`), { force: true });
    }
    const reason = expect.stringContaining('catalog.db is gone');
    const { body } = await request(server).post(`${shop}/scan`).expect(200);
    expect(body).toMatchObject({
      scan: { status: 'failed', error: reason },
      rollUp: { tables: 2 },
    });
    for (const path of [`${orders}/query`, `${orders}/scan`]) {
      const { body: failed } = await request(server)
        .post(path)
        .send({})
        .expect(503);
      expect(failed.error).toMatchObject({
        name: 'ServiceUnavailableError',
        message: reason,
      });
    }
    await request(server).get(orders).expect(200);
  });

  it('scans at once after a start', async () => {
    const { server } = await start();
    const { body } = await untilTrue(
      () => request(server).get('/api/lakehouse/lakehouses').expect(200),
      answer => answer.body.items[0].scan.status === 'ok',
    );
    expect(body.items[0].scan).toMatchObject({ tablesTotal: 2 });
  });

  it('shows what is going on while a lakehouse is prepared, and cancels a query whose client goes away', async () => {
    const connector = new FakeConnector(
      await LocalFileIO.create({ roots: [join(root, 'shop')] }),
    );
    let prepared: () => void = () => {};
    const { server } = await start({
      lakehouse: { connections: { slow: { type: 'fake' } } },
      connectors: [
        {
          type: 'fake',
          connect: async context => {
            context.onProgress?.('Being prepared: 3 of 22 tables');
            await new Promise<void>(resolve => {
              prepared = resolve;
            });
            return connector;
          },
        },
      ],
    });
    const shop = await EmbeddedLakehouse.open({
      directory: join(root, 'shop'),
      name: 'shop',
    });
    connector.pages = [await shop.listTables()];
    await shop.close();
    const scan = request(server)
      .post('/api/lakehouse/lakehouses/slow/scan')
      .then(response => response);
    const { body: waiting } = await untilTrue(
      () => request(server).get('/api/lakehouse/lakehouses').expect(200),
      ({ body }) =>
        body.items[0].scan.activity?.startsWith('Being prepared') === true,
    );
    expect(waiting.items[0].scan).toMatchObject({
      status: 'running',
      activity: 'Being prepared: 3 of 22 tables',
    });
    expect(
      (await request(server).get('/api/lakehouse/overview').expect(200)).body
        .lede,
    ).toEqual({
      headline: 'slow is being read for the first time.',
      detail: 'Being prepared: 3 of 22 tables.',
    });
    prepared();
    expect((await scan).body.scan).toMatchObject({
      status: 'ok',
      tablesTotal: 2,
    });

    const orders =
      '/api/lakehouse/lakehouses/slow/schemas/silver/tables/orders';
    await request(server).post(`${orders}/query`).send({}).expect(503);
    const seen: { signal?: AbortSignal } = {};
    connector.query = async ({ signal }) => {
      seen.signal = signal;
      return new Promise((_resolve, reject) =>
        signal?.addEventListener('abort', () => reject(signal.reason)),
      );
    };
    const query = request(server).post(`${orders}/query`).send({});
    query.end(() => {});
    await untilTrue(
      async () => seen.signal,
      signal => signal !== undefined,
    );
    expect(seen.signal?.aborted).toBe(false);
    query.abort();
    await untilTrue(
      async () => seen.signal?.aborted,
      aborted => aborted === true,
    );
  });
});
