import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createBackendModule, createServiceFactory } from '@backstage/backend-plugin-api';
import { mockCredentials, mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { EmbeddedLakehouse } from '@lakehouse-portal/embedded';
import type { LakehouseChangedEvent } from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseConnectorsExtensionPoint, type LakehouseConnectorFactory } from '@lakehouse-portal/plugin-lakehouse-node';
import { LocalFileIO } from '@lakehouse-portal/table-metadata';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import request from 'supertest';
import { createLakehousePlugin } from './plugin';
import { FakeConnector } from './__testUtils__/FakeConnector';
import { makeTables } from './__testUtils__/makeTables';
import { permissionsDenying } from './__testUtils__/permissionsDenying';

jest.setTimeout(60_000);

const ORDERS = '/api/lakehouse/lakehouses/shop/schemas/silver/tables/orders';
const OTHER = { name: 'fresh', owner: 'group:default/data-platform', layers: ['bronze', 'gold'], target: 'embedded' };

describe('lakehousePlugin', () => {
  let root: string;
  const events: LakehouseChangedEvent[] = [];
  const stops: Array<() => Promise<void>> = [];

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'plugin-'));
    const shop = await makeTables(join(root, 'shop'));
    await shop.createTag('silver.orders', 'first');
    await shop.delete('silver.orders', { where: 'order_id < 5', mode: 'merge-on-read' });
    await shop.updateSchema('silver.orders', [{ change: 'rename', column: 'total', newName: 'amount' }]);
    await shop.append('silver.orders', { rows: [{ order_id: 100, day: '2026-11-09', amount: '1.00' }] });
    await shop.close();
  });
  afterAll(async () => {
    await Promise.all(stops.map(stop => stop()));
    await rm(root, { recursive: true, force: true });
  });

  async function start(
    options: {
      lakehouse?: object;
      denied?: string[];
      connectors?: LakehouseConnectorFactory[];
    } = {},
  ) {
    const auditor = mockServices.auditor.mock();
    const audits: Array<{ eventId: string; outcome: string }> = [];
    auditor.createEvent.mockImplementation(async ({ eventId }) => ({
      success: async () => void audits.push({ eventId, outcome: 'success' }),
      fail: async () => void audits.push({ eventId, outcome: 'fail' }),
    }));
    const module = createBackendModule({
      pluginId: 'lakehouse',
      moduleId: 'test-connectors',
      register: env =>
        env.registerInit({
          deps: { point: lakehouseConnectorsExtensionPoint },
          async init({ point }) {
            for (const connector of options.connectors ?? []) {
              point.addConnector(connector);
            }
          },
        }),
    });
    const backend = await startTestBackend({
      features: [
        createLakehousePlugin({ validateResponses: true }),
        module,
        auditor.factory,
        permissionsDenying(...(options.denied ?? [])).factory,
        createServiceFactory({
          service: eventsServiceRef,
          deps: {},
          factory: () => ({ subscribe: async () => {}, publish: async ({ eventPayload }) => void events.push(eventPayload as LakehouseChangedEvent) }),
        }),
        mockServices.rootConfig.factory({
          data: {
            lakehouse: options.lakehouse ?? {
              connections: { shop: { type: 'embedded', title: 'Shop', owner: 'data-platform', directory: join(root, 'shop') } },
              embedded: { directory: join(root, 'created') },
              query: { timeoutSeconds: 4 },
            },
          },
        }),
      ],
    });
    stops.push(() => backend.stop());
    return { server: backend.server, audits };
  }

  describe('with an embedded lakehouse', () => {
    let server: Awaited<ReturnType<typeof start>>['server'];
    let audits: Awaited<ReturnType<typeof start>>['audits'];

    beforeAll(async () => {
      ({ server, audits } = await start());
      await request(server).post('/api/lakehouse/lakehouses/shop/scan').expect(200);
    });

    it('lists lakehouses, tables and the overview', async () => {
      const { body: list } = await request(server).get('/api/lakehouse/lakehouses').expect(200);
      expect(list.items).toMatchObject([
        { name: 'shop', title: 'Shop', owner: 'group:default/data-platform', origin: 'config', layers: ['silver'], scan: { status: 'ok', tablesTotal: 2 } },
      ]);
      const { body: detail } = await request(server).get('/api/lakehouse/lakehouses/shop').expect(200);
      expect(detail.schemas).toMatchObject([{ name: 'silver', layer: 'silver', tables: 2 }]);
      expect(detail.connection).toContainEqual({ label: 'Catalog', value: `sqlite:///${join(root, 'shop', 'catalog.db')}` });

      const { body: page } = await request(server).get('/api/lakehouse/tables?severity=healthy&severity=at-risk&severity=critical&limit=1').expect(200);
      expect(page).toMatchObject({ totalItems: 2, limit: 1, items: [{ lakehouse: 'shop', schema: 'silver' }] });
      const { body: overview } = await request(server).get('/api/lakehouse/overview').expect(200);
      expect(overview).toMatchObject({ total: { tables: 2 }, layers: ['silver'], lede: { headline: expect.stringMatching(/tables? (is|are)/) } });
      expect(overview.owners.map((row: { owner: string }) => row.owner).sort()).toEqual(['group:default/data-platform', 'group:default/orders']);
      await request(server).get('/api/lakehouse/overview?lakehouse=nothing').expect(404);
    });

    it('describes a table: columns, history, partitioning, snippets', async () => {
      const { body } = await request(server).get(ORDERS).expect(200);
      expect(body).toMatchObject({
        summary: { entityRef: 'resource:default/shop.silver.orders', owner: 'group:default/orders' },
        columns: [{ id: 1, name: 'order_id', required: true }, { id: 2, name: 'day' }, { id: 3, name: 'amount', type: { kind: 'primitive' } }],
        partitioning: [{ current: true, description: 'day', dataFiles: 5 }],
        columnRoles: [{ fieldId: 2, role: 'partition: identity' }],
      });
      expect(body.schemaHistory[0]).toMatchObject({ current: true, changes: [{ kind: 'changed', path: 'total → amount', what: 'renamed' }] });
      expect(body.lede.headline).toMatch(/^One row per order\. 21 rows before deletes in 5 files .*partitioned by day\.$/);
      const snippets = new Map(body.snippets.map((snippet: { engine: string }) => [snippet.engine, snippet]));
      expect(snippets.get('PyIceberg')).toMatchObject({ code: expect.stringContaining('load_catalog("shop"') });
      expect(snippets.get('Snowflake')).toMatchObject({ notPossible: expect.stringContaining('not possible') });
    });

    it('shows snapshots with their growth, and compares any two', async () => {
      const { body } = await request(server).get(`${ORDERS}/snapshots?limit=2`).expect(200);
      expect(body).toMatchObject({ totalSnapshots: 3, limit: 2, offset: 0, snapshots: [{ operation: 'append', onMain: true }, { addedDeleteFiles: expect.any(Number) }] });
      expect(body.growth.map((point: { records: number }) => point.records)).toEqual([20, 20, 21]);
      expect(body.refs.map((ref: { name: string }) => ref.name).sort()).toEqual(['first', 'main']);
      expect(body.lede.detail).toContain('3 snapshots, 1 branch and 1 tag.');

      const from = body.refs.find((ref: { name: string }) => ref.name === 'first').snapshotId;
      const { body: comparison } = await request(server).get(`${ORDERS}/snapshots/compare?from=${from}&to=${body.currentSnapshotId}`).expect(200);
      expect(comparison).toMatchObject({
        files: { added: 1, removed: 0, partitions: expect.arrayContaining([{ partition: 'day=2026-11-09', added: 1, removed: 0 }]) },
        schemaChanges: [{ what: 'renamed' }],
        unchangedFields: 2,
        incomplete: false,
        rows: expect.arrayContaining([expect.objectContaining({ figure: 'records', from: 20, to: 21, change: 1 })]),
      });
      expect(comparison.files.deleteFilesAdded).toBeGreaterThan(0);
      expect(comparison.timeTravelSql.find((line: { engine: string }) => line.engine === 'Spark').code).toContain(`VERSION AS OF ${from}`);
      await request(server).get(`${ORDERS}/snapshots/compare?from=${from}&to=1`).expect(404);
      await request(server).get(`${ORDERS}/snapshots/compare?from=${from}`).expect(400);
    });

    it('reports health with its history, file sizes and partitions', async () => {
      const { body } = await request(server).get(`${ORDERS}/health`).expect(200);
      expect(body).toMatchObject({
        health: { severity: expect.any(String), dimensions: expect.arrayContaining([expect.objectContaining({ id: 'deletes' })]) },
        history: [expect.objectContaining({ costs: expect.any(Object) })],
        files: { dataFiles: 5, targetBytes: expect.any(Number) },
        partitions: { total: 5, truncated: false },
      });
      const { body: again } = await request(server).post(`${ORDERS}/scan`).expect(200);
      expect(again.health.snapshotId).toBe(body.health.snapshotId);
    });

    it('previews and queries, now and as of then', async () => {
      const { body: preview } = await request(server).post(`${ORDERS}/query`).send({ maxRows: 3 }).expect(200);
      expect(preview).toMatchObject({ columns: [{ name: 'order_id' }, { name: 'day' }, { name: 'amount' }], truncated: true });
      expect(preview.rows).toHaveLength(3);
      const sql = 'SELECT count(*) FROM shop.silver.orders';
      expect((await request(server).post(`${ORDERS}/query`).send({ sql }).expect(200)).body.rows).toEqual([[16]]);
      expect((await request(server).post(`${ORDERS}/query`).send({ sql, ref: 'first' }).expect(200)).body.rows).toEqual([[20]]);
      await request(server).post(`${ORDERS}/query`).send({ ref: 'nothing' }).expect(404);
      await request(server).post(`${ORDERS}/query`).send({ snapshotId: '1' }).expect(404);
      await request(server).post(`${ORDERS}/query`).send({ snapshotId: '1', ref: 'first' }).expect(400);
      await request(server).post(`${ORDERS}/query`).send({ maxRows: 1001 }).expect(400);
      expect(audits).toContainEqual({ eventId: 'query', outcome: 'success' });
      expect(audits).toContainEqual({ eventId: 'query', outcome: 'fail' });
    });

    it.each([
      "SELECT * FROM read_csv('/etc/passwd')",
      "SELECT * FROM read_text('/etc/passwd')",
      "SELECT * FROM '/etc/passwd'",
      "ATTACH '/tmp/other.db'",
      "COPY (SELECT * FROM orders) TO '/tmp/lakehouse-leak.csv'",
      'SET memory_limit = \'100GB\'',
      'PRAGMA database_list',
      'SELECT 1; SELECT 2',
      'INSTALL httpfs',
      'CREATE TABLE x AS SELECT 1',
      'DROP TABLE orders',
      "SELECT getenv('HOME')",
      'SELECT * FROM catalog_that_is_not_there',
    ])('refuses hostile SQL with 400: %s', async sql => {
      const { body } = await request(server).post(`${ORDERS}/query`).send({ sql }).expect(400);
      expect(body.error).toMatchObject({ name: 'InputError', message: expect.stringMatching(/.{10}/) });
      expect(JSON.stringify(body)).not.toContain('root:');
    });

    it('stops an endless query in its time, and answers others meanwhile', async () => {
      const sql = 'SELECT count(*) FROM range(1000000) a, range(1000000) b, range(1000000) c';
      const endless = request(server).post(`${ORDERS}/query`).send({ sql }).then(response => response);
      let isOver = false;
      const watched = endless.finally(() => {
        isOver = true;
      });
      let answered = 0;
      while (!isOver) {
        await request(server).get('/api/lakehouse/lakehouses').expect(200);
        answered += isOver ? 0 : 1;
      }
      const response = await watched;
      expect(response.status).toBe(400);
      expect(response.body.error.message).toContain('stopped after 4 s');
      expect(answered).toBeGreaterThan(10);
    });

    it('says 400, 401 and 404 where they are due, with what is wrong', async () => {
      await request(server).get('/api/lakehouse/tables').set('Authorization', mockCredentials.none.header()).expect(401);
      await request(server).get('/api/lakehouse/health').set('Authorization', mockCredentials.none.header()).expect(200);
      const bad = await request(server).get('/api/lakehouse/tables?limit=5000').expect(400);
      expect(bad.body.error).toMatchObject({ name: 'InputError', message: expect.stringContaining('limit') });
      await request(server).get('/api/lakehouse/tables?severity=terrible').expect(400);
      await request(server).get('/api/lakehouse/tables?unknown=1').expect(400);
      await request(server).get('/api/lakehouse/tables?minAge=week').expect(400);
      await request(server).get('/api/lakehouse/lakehouses/nothing').expect(404);
      const missing = await request(server).get('/api/lakehouse/lakehouses/shop/schemas/silver/tables/no%2Fthing').expect(404);
      expect(missing.body.error).toMatchObject({ name: 'NotFoundError', message: expect.stringContaining('silver.no/thing') });
      await request(server).post(`${ORDERS}/query`).set('content-type', 'application/json').send('{"sql": ').expect(400);
    });

    it('creates a lakehouse once, whole, and shows it', async () => {
      events.length = 0;
      const wanted = { ...OTHER, title: 'Fresh', sampleTables: true };
      const { body } = await request(server).post('/api/lakehouse/lakehouses').send(wanted).expect(201);
      expect(body).toMatchObject({
        name: 'fresh',
        title: 'Fresh',
        origin: 'portal',
        layers: ['bronze', 'gold'],
        scan: { status: 'ok', tablesTotal: 2 },
        schemas: [
          { name: 'bronze', layer: 'bronze', owner: 'group:default/data-platform', tables: 1 },
          { name: 'gold', layer: 'gold', tables: 1 },
        ],
      });
      expect(events[0]).toEqual({ lakehouse: 'fresh', change: 'created' });
      const again = await request(server).post('/api/lakehouse/lakehouses').send(wanted).expect(201);
      expect(again.body.name).toBe('fresh');
      const other = await request(server).post('/api/lakehouse/lakehouses').send({ ...wanted, layers: ['bronze'] }).expect(409);
      expect(other.body.error.name).toBe('ConflictError');
      await request(server).post('/api/lakehouse/lakehouses').send({ ...wanted, name: 'shop' }).expect(409);

      const table = '/api/lakehouse/lakehouses/fresh/schemas/bronze/tables/sample_events';
      const rows = await request(server).post(`${table}/query`).send({ sql: 'SELECT count(*) FROM this' }).expect(200);
      expect(rows.body.rows).toEqual([[300]]);
      const { body: health } = await request(server).get(`${table}/health`).expect(200);
      expect(health.health.severity).toBe('healthy');
    });

    it('answers two equal requests at once with one lakehouse', async () => {
      const wanted = { ...OTHER, name: 'twice' };
      const answers = await Promise.all([1, 2, 3].map(() => request(server).post('/api/lakehouse/lakehouses').send(wanted)));
      expect(answers.map(answer => answer.status)).toEqual([201, 201, 201]);
    });

    it('refuses a request that makes no sense, and leaves nothing behind', async () => {
      for (const over of [
        { name: 'UPPER' },
        { name: '../evil' },
        { name: 'a'.repeat(51) },
        { owner: 'api:default/x' },
        { layers: [] },
        { layers: ['bronze', 'bronze'] },
        { layers: ['no good'] },
        { target: 'moon' },
        { more: true },
      ]) {
        const { body } = await request(server).post('/api/lakehouse/lakehouses').send({ ...OTHER, name: 'odd', ...over }).expect(400);
        expect(body.error.name).toBe('InputError');
      }
      expect(await readdir(join(root, 'created'))).not.toContain('odd');
    });

    it('does not touch a folder that somebody else made', async () => {
      await mkdir(join(root, 'created', 'taken'));
      await writeFile(join(root, 'created', 'taken', 'precious'), '');
      const { body } = await request(server).post('/api/lakehouse/lakehouses').send({ ...OTHER, name: 'taken' }).expect(409);
      expect(body.error.message).toContain('is there already');
      expect(await readdir(join(root, 'created', 'taken'))).toEqual(['precious']);
      await rm(join(root, 'created', 'taken'), { recursive: true });
      await request(server).post('/api/lakehouse/lakehouses').send({ ...OTHER, name: 'taken' }).expect(201);
    });

    it('serves its own description, which has every route', async () => {
      const { body } = await request(server).get('/api/lakehouse/openapi.json').expect(200);
      expect(Object.keys(body.paths)).toHaveLength(12);
    });
  });

  it.each([
    ['lakehouse.read', 'get', '/api/lakehouse/lakehouses'],
    ['lakehouse.read', 'get', '/api/lakehouse/lakehouses/shop'],
    ['lakehouse.read', 'get', '/api/lakehouse/tables'],
    ['lakehouse.read', 'get', '/api/lakehouse/overview'],
    ['lakehouse.read', 'get', ORDERS],
    ['lakehouse.read', 'get', `${ORDERS}/snapshots`],
    ['lakehouse.read', 'get', `${ORDERS}/snapshots/compare?from=1&to=2`],
    ['lakehouse.read', 'get', `${ORDERS}/health`],
    ['lakehouse.scan', 'post', '/api/lakehouse/lakehouses/shop/scan'],
    ['lakehouse.scan', 'post', `${ORDERS}/scan`],
    ['lakehouse.table.query', 'post', `${ORDERS}/query`],
    ['lakehouse.create', 'post', '/api/lakehouse/lakehouses'],
  ] as const)('answers 403 without %s to %s %s', async (permission, method, path) => {
    const { server } = await start({ denied: [permission] });
    const sent = request(server)[method](path);
    const { body } = await (method === 'post' ? sent.send(path.endsWith('lakehouses') ? OTHER : {}) : sent).expect(403);
    expect(body.error).toMatchObject({ name: 'NotAllowedError', message: expect.stringContaining(permission) });
  });

  it('answers 503 with the reason when a catalog or an engine is not there, and keeps what it knew', async () => {
    const connector = new FakeConnector(await LocalFileIO.create({ roots: [join(root, 'shop')] }));
    let isDown = false;
    const { server } = await start({
      lakehouse: { connections: { far: { type: 'fake' }, broken: { type: 'broken' } } },
      connectors: [
        { type: 'fake', connect: async () => connector },
        { type: 'broken', connect: async () => Promise.reject(new Error('connection refused')) },
      ],
    });
    connector.namespaces = [{ namespace: 'silver', properties: {} }];
    connector.pages = [[{ namespace: 'silver', name: 'lost', metadataLocation: join(root, 'shop', 'nothing.metadata.json') }]];
    connector.beforePage = async () => {
      if (isDown) throw new Error('the catalog is down');
    };
    const { body: scanned } = await request(server).post('/api/lakehouse/lakehouses/far/scan').expect(200);
    expect(scanned.scan).toMatchObject({ status: 'partial', tablesFailed: 1 });
    const lost = '/api/lakehouse/lakehouses/far/schemas/silver/tables/lost';
    const { body: unreadable } = await request(server).get(lost).expect(503);
    expect(unreadable.error).toMatchObject({ name: 'ServiceUnavailableError', message: expect.stringContaining('FileNotFoundError') });
    const { body: unknown } = await request(server).get(`${lost}/health`).expect(200);
    expect(unknown).toMatchObject({ health: { severity: 'unknown', lede: { headline: expect.stringContaining('unknown') } }, scanError: expect.any(String) });
    expect((await request(server).get('/api/lakehouse/tables').expect(200)).body.items).toMatchObject([{ severity: 'unknown' }]);

    isDown = true;
    const { body: down } = await request(server).post('/api/lakehouse/lakehouses/far/scan').expect(200);
    expect(down.scan).toMatchObject({ status: 'failed', error: expect.stringContaining('the catalog is down'), tablesTotal: 1 });
    expect((await request(server).get('/api/lakehouse/tables').expect(200)).body.totalItems).toBe(1);

    const { body: refused } = await request(server).post('/api/lakehouse/lakehouses/broken/scan').expect(200);
    expect(refused.scan).toMatchObject({ status: 'failed', error: expect.stringContaining('connection refused') });
    await request(server).get('/api/lakehouse/lakehouses/broken').expect(200);
    await request(server).post('/api/lakehouse/lakehouses').send(OTHER).expect(501);
  });

  it('shows what is going on while a lakehouse is prepared, and cancels a query whose client goes away', async () => {
    const connector = new FakeConnector(await LocalFileIO.create({ roots: [join(root, 'shop')] }));
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
    const shop = await EmbeddedLakehouse.open({ directory: join(root, 'shop'), name: 'shop' });
    connector.pages = [await shop.listTables()];
    await shop.close();
    const scan = request(server).post('/api/lakehouse/lakehouses/slow/scan').then(response => response);
    const { body: waiting } = await untilTrue(
      () => request(server).get('/api/lakehouse/lakehouses').expect(200),
      ({ body }) => body.items[0].scan.activity?.startsWith('Being prepared') === true,
    );
    expect(waiting.items[0].scan).toMatchObject({ status: 'running', activity: 'Being prepared: 3 of 22 tables' });
    expect((await request(server).get('/api/lakehouse/overview').expect(200)).body.lede).toEqual({
      headline: 'slow is being read for the first time.',
      detail: 'Being prepared: 3 of 22 tables.',
    });
    prepared();
    expect((await scan).body.scan).toMatchObject({ status: 'ok', tablesTotal: 2 });

    const orders = '/api/lakehouse/lakehouses/slow/schemas/silver/tables/orders';
    await request(server).post(`${orders}/query`).send({}).expect(503);
    const seen: { signal?: AbortSignal } = {};
    connector.query = async ({ signal }) => {
      seen.signal = signal;
      return new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));
    };
    const query = request(server).post(`${orders}/query`).send({});
    query.end(() => {});
    await untilTrue(async () => seen.signal, signal => signal !== undefined);
    expect(seen.signal?.aborted).toBe(false);
    query.abort();
    await untilTrue(async () => seen.signal?.aborted, aborted => aborted === true);
  });

  it.each([
    [{ connections: { Shop: { type: 'embedded' } } }, 'lakehouse.connections.Shop'],
    [{ connections: { shop: { directory: '/x' } } }, 'lakehouse.connections.shop.type'],
    [{ connections: { shop: { type: 'hive' } } }, 'There is: embedded'],
    [{ connections: { shop: { type: 'embedded', owner: 'api:x' } } }, 'lakehouse.connections.shop.owner'],
    [{ connections: { shop: { type: 'embedded', policy: { maxStaleness: 'a week' } } } }, 'lakehouse.connections.shop.policy'],
    [{ connections: { shop: { type: 'embedded', rules: [{ match: '*', policy: { maxAge: 'P1D' } }] } } }, 'lakehouse.connections.shop.rules[0].policy.maxAge'],
    [{ scan: { concurrency: 100 } }, 'lakehouse.scan.concurrency'],
    [{ query: { timeoutSeconds: 0 } }, 'lakehouse.query.timeoutSeconds'],
  ])('does not start with wrong configuration, and names the key: %j', async (lakehouse, message) => {
    await expect(start({ lakehouse })).rejects.toThrow(message);
  });

  it('refuses a second connector of a type', async () => {
    await expect(
      start({ lakehouse: {}, connectors: [{ type: 'embedded', connect: async () => Promise.reject(new Error('never')) }] }),
    ).rejects.toThrow('A lakehouse connector of type "embedded" is registered already');
  });
});

/** Asks again until the answer is the one that is waited for. */
async function untilTrue<T>(ask: () => Promise<T>, check: (answer: T) => boolean): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (check(answer)) {
      return answer;
    }
    await new Promise(resolve => setTimeout(resolve, 20));
  }
}
