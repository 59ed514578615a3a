import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mockCredentials } from '@backstage/backend-test-utils';
import { EmbeddedLakehouse } from '@lakehouse-portal/embedded';
import {
  LakehouseClient,
  lakehouseErrorName,
} from '@lakehouse-portal/plugin-lakehouse-common';
import Database from 'better-sqlite3';
import request from 'supertest';
import { makeShop } from './__testUtils__/makeShop';
import { startPlugin } from './__testUtils__/startPlugin';
import { readOpenApi } from './readOpenApi';

jest.setTimeout(60_000);

const ORDERS = '/api/lakehouse/lakehouses/shop/schemas/silver/tables/orders';

describe('lakehousePlugin with an embedded lakehouse', () => {
  let root: string;
  let backend: Awaited<ReturnType<typeof startPlugin>>;
  let server: (typeof backend)['server'];

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'plugin-'));
    await makeShop(join(root, 'shop'));
    backend = await startPlugin({
      lakehouse: {
        connections: {
          shop: {
            type: 'embedded',
            title: 'Shop',
            owner: 'data-platform',
            directory: join(root, 'shop'),
          },
        },
        embedded: { directory: join(root, 'created') },
      },
    });
    server = backend.server;
    await request(server)
      .post('/api/lakehouse/lakehouses/shop/scan')
      .expect(200);
  });
  afterAll(async () => {
    await backend.stop();
    await rm(root, { recursive: true, force: true });
  });

  it('lists lakehouses, tables and the overview', async () => {
    const { body: list } = await request(server)
      .get('/api/lakehouse/lakehouses')
      .expect(200);
    expect(list.items).toMatchObject([
      {
        name: 'shop',
        title: 'Shop',
        owner: 'group:default/data-platform',
        origin: 'config',
        layers: ['silver'],
        scan: { status: 'ok', tablesTotal: 2 },
      },
    ]);
    const { body: detail } = await request(server)
      .get('/api/lakehouse/lakehouses/shop')
      .expect(200);
    expect(detail.schemas).toMatchObject([
      { name: 'silver', layer: 'silver', tables: 2 },
    ]);
    expect(detail.connection).toContainEqual({
      label: 'Catalog',
      value: `sqlite:///${join(root, 'shop', 'catalog.db')}`,
    });

    const { body: page } = await request(server)
      .get(
        '/api/lakehouse/tables?severity=healthy&severity=at-risk&severity=critical&limit=1',
      )
      .expect(200);
    expect(page).toMatchObject({
      totalItems: 2,
      limit: 1,
      items: [{ lakehouse: 'shop', schema: 'silver' }],
    });
    const { body: overview } = await request(server)
      .get('/api/lakehouse/overview')
      .expect(200);
    expect(overview).toMatchObject({
      total: { tables: 2 },
      layers: ['silver'],
      lede: { headline: expect.stringMatching(/tables? (is|are)/) },
    });
    expect(
      overview.owners.map((row: { owner: string }) => row.owner).sort(),
    ).toEqual(['group:default/data-platform', 'group:default/orders']);
    await request(server)
      .get('/api/lakehouse/overview?lakehouse=nothing')
      .expect(404);
  });

  it('describes a table: columns, history, partitioning, snippets', async () => {
    const { body } = await request(server).get(ORDERS).expect(200);
    expect(body).toMatchObject({
      summary: {
        entityRef: 'resource:default/shop.silver.orders',
        owner: 'group:default/orders',
      },
      columns: [
        { id: 1, name: 'order_id', required: true },
        { id: 2, name: 'day' },
        { id: 3, name: 'amount', type: { kind: 'primitive' } },
      ],
      partitioning: [{ current: true, description: 'day', dataFiles: 5 }],
      columnRoles: [{ fieldId: 2, role: 'partition: identity' }],
    });
    expect(body.schemaHistory[0]).toMatchObject({
      current: true,
      changes: [{ kind: 'changed', path: 'total → amount', what: 'renamed' }],
    });
    expect(body.lede.headline).toMatch(
      /^One row per order\. 21 rows before deletes in 5 files .*partitioned by day\.$/,
    );
    const snippets = new Map(
      body.snippets.map((snippet: { engine: string }) => [
        snippet.engine,
        snippet,
      ]),
    );
    expect(snippets.get('PyIceberg')).toMatchObject({
      code: expect.stringContaining('load_catalog("shop"'),
    });
    expect(snippets.get('Snowflake')).toMatchObject({
      notPossible: expect.stringContaining('not possible'),
    });
  });

  it('shows snapshots with their growth, and compares any two', async () => {
    const { body } = await request(server)
      .get(`${ORDERS}/snapshots?limit=2`)
      .expect(200);
    expect(body).toMatchObject({
      totalSnapshots: 3,
      limit: 2,
      offset: 0,
      snapshots: [
        { operation: 'append', onMain: true },
        { addedDeleteFiles: expect.any(Number) },
      ],
    });
    expect(
      body.growth.map((point: { records: number }) => point.records),
    ).toEqual([20, 20, 21]);
    expect(body.refs.map((ref: { name: string }) => ref.name).sort()).toEqual([
      'first',
      'main',
    ]);
    expect(body.lede.detail).toContain('3 snapshots, 1 branch and 1 tag.');

    const from = body.refs.find(
      (ref: { name: string }) => ref.name === 'first',
    ).snapshotId;
    const { body: comparison } = await request(server)
      .get(
        `${ORDERS}/snapshots/compare?from=${from}&to=${body.currentSnapshotId}`,
      )
      .expect(200);
    expect(comparison).toMatchObject({
      files: {
        added: 1,
        removed: 0,
        partitions: expect.arrayContaining([
          { partition: 'day=2026-11-09', added: 1, removed: 0 },
        ]),
      },
      schemaChanges: [{ what: 'renamed' }],
      unchangedFields: 2,
      incomplete: false,
      rows: expect.arrayContaining([
        expect.objectContaining({
          figure: 'records',
          from: 20,
          to: 21,
          change: 1,
        }),
      ]),
    });
    expect(comparison.files.deleteFilesAdded).toBeGreaterThan(0);
    expect(
      comparison.timeTravelSql.find(
        (line: { engine: string }) => line.engine === 'Spark',
      ).code,
    ).toContain(`VERSION AS OF ${from}`);
    await request(server)
      .get(`${ORDERS}/snapshots/compare?from=${from}&to=1`)
      .expect(404);
    await request(server)
      .get(`${ORDERS}/snapshots/compare?from=${from}`)
      .expect(400);
  });

  it('reports health with its history, file sizes and partitions', async () => {
    const { body } = await request(server).get(`${ORDERS}/health`).expect(200);
    expect(body).toMatchObject({
      health: {
        severity: expect.any(String),
        dimensions: expect.arrayContaining([
          expect.objectContaining({ id: 'deletes' }),
        ]),
      },
      history: [expect.objectContaining({ costs: expect.any(Object) })],
      files: { dataFiles: 5, targetBytes: expect.any(Number) },
      partitions: { total: 5, truncated: false },
      // Five of twenty rows: two of one file, one of each other.
      deletes: {
        dataFiles: 4,
        records: 5,
        worst: [
          {
            filePath: expect.stringMatching(/\.parquet$/),
            partition: 'day=2026-11-01',
            records: 5,
            deletedRecords: 2,
            deleteFiles: 1,
          },
          { deletedRecords: 1 },
          { deletedRecords: 1 },
          { deletedRecords: 1 },
        ],
      },
    });
    const { body: again } = await request(server)
      .post(`${ORDERS}/scan`)
      .expect(200);
    expect(again.health.snapshotId).toBe(body.health.snapshotId);
  });

  it('previews and queries, now and as of then', async () => {
    const { body: preview } = await request(server)
      .post(`${ORDERS}/query`)
      .send({ maxRows: 3 })
      .expect(200);
    expect(preview).toMatchObject({
      columns: [{ name: 'order_id' }, { name: 'day' }, { name: 'amount' }],
      truncated: true,
    });
    expect(preview.rows).toHaveLength(3);
    const sql = 'SELECT count(*) FROM shop.silver.orders';
    expect(
      (await request(server).post(`${ORDERS}/query`).send({ sql }).expect(200))
        .body.rows,
    ).toEqual([[16]]);
    expect(
      (
        await request(server)
          .post(`${ORDERS}/query`)
          .send({ sql, ref: 'first' })
          .expect(200)
      ).body.rows,
    ).toEqual([[20]]);
    await request(server)
      .post(`${ORDERS}/query`)
      .send({ ref: 'nothing' })
      .expect(404);
    await request(server)
      .post(`${ORDERS}/query`)
      .send({ snapshotId: '1' })
      .expect(404);
    await request(server)
      .post(`${ORDERS}/query`)
      .send({ snapshotId: '1', ref: 'first' })
      .expect(400);
    await request(server)
      .post(`${ORDERS}/query`)
      .send({ maxRows: 1001 })
      .expect(400);
    expect(backend.audits).toContainEqual({
      eventId: 'query',
      outcome: 'success',
    });
    expect(backend.audits).toContainEqual({
      eventId: 'query',
      outcome: 'fail',
    });
  });

  it('queries the newest commit, also before a scan has seen it, and says when files are missing or outside', async () => {
    const table = ORDERS.replace('orders', 'customers');
    const sql = 'SELECT count(*) FROM this';
    const shop = await EmbeddedLakehouse.open({
      directory: join(root, 'shop'),
      name: 'shop',
    });
    await shop.append('silver.customers', { rows: [{ customer_id: 2 }] });
    const { metadataLocation } = await shop.loadTable('silver.customers');
    await shop.close();
    const answer = await request(server).post(`${table}/query`).send({ sql });
    expect(answer.body.rows).toEqual([[2]]);

    const catalog = new Database(join(root, 'shop', 'catalog.db'));
    const point = catalog.prepare(
      "UPDATE iceberg_tables SET metadata_location = ? WHERE table_name = 'customers'",
    );
    for (const [location, reason] of [
      [`${metadataLocation}.gone`, 'MissingFileError'],
      ['/etc/passwd', 'LocationNotAllowedError'],
    ]) {
      point.run(location);
      const { body } = await request(server)
        .post(`${table}/query`)
        .send({ sql })
        .expect(503);
      expect(body.error.message).toContain(reason);
      await request(server).post(`${table}/scan`).expect(200);
      const { body: health } = await request(server)
        .get(`${table}/health`)
        .expect(200);
      expect(health.scanError).toContain(reason);
      expect(JSON.stringify(health)).not.toContain('root:');
    }
    point.run(metadataLocation);
    catalog.close();
    await request(server).post(`${table}/scan`).expect(200);
  });

  it('fits its client, method by method', async () => {
    const { port } = server.address() as AddressInfo;
    const baseUrl = `http://127.0.0.1:${port}/api/lakehouse`;
    const client = new LakehouseClient({
      discoveryApi: { getBaseUrl: async () => baseUrl },
    });
    const options = { token: mockCredentials.user.token() };
    const orders = { lakehouse: 'shop', schema: 'silver', table: 'orders' };
    const { items } = await client.listLakehouses(options);
    expect(items).toHaveLength(1);
    expect(
      await client.getOverview({ lakehouse: 'shop' }, options),
    ).toMatchObject({ lakehouses: items });
    expect(await client.getLakehouse('shop', options)).toMatchObject(items[0]);
    const page = await client.listTables(
      {
        search: 'order',
        layer: ['silver', 'none'],
        owner: ['group:default/orders'],
        maxAge: 'P1D',
        sort: 'size',
        limit: 5,
      },
      options,
    );
    expect(page).toMatchObject({ totalItems: 1, limit: 5, items: [orders] });
    const { summary } = await client.getTable(orders, options);
    expect(summary).toEqual(page.items[0]);
    const { snapshots } = await client.getSnapshots(
      orders,
      { offset: 1, limit: 2 },
      options,
    );
    expect(snapshots).toHaveLength(2);
    const pair = { from: snapshots[1].snapshotId, to: snapshots[0].snapshotId };
    expect(await client.compareSnapshots(orders, pair, options)).toMatchObject({
      from: snapshots[1],
      to: snapshots[0],
    });
    const report = await client.getHealth(orders, options);
    expect(await client.scanTable(orders, options)).toMatchObject({
      files: report.files,
    });
    expect(await client.scanLakehouse('shop', options)).toMatchObject({
      name: 'shop',
    });
    expect(
      await client.queryTable(orders, { sql: 'SELECT 1' }, options),
    ).toMatchObject({ rows: [[1]] });
    const error = await client
      .getLakehouse('nothing', options)
      .catch((thrown: unknown) => thrown);
    expect(lakehouseErrorName(error)).toBe('NotFoundError');
  });

  it('says 400, 401 and 404 where they are due, with what is wrong', async () => {
    await request(server)
      .get('/api/lakehouse/tables')
      .set('Authorization', mockCredentials.none.header())
      .expect(401);
    await request(server)
      .get('/api/lakehouse/health')
      .set('Authorization', mockCredentials.none.header())
      .expect(200);
    const bad = await request(server)
      .get('/api/lakehouse/tables?limit=5000')
      .expect(400);
    expect(bad.body.error).toMatchObject({
      name: 'InputError',
      message: expect.stringContaining('limit'),
    });
    await request(server)
      .get('/api/lakehouse/tables?severity=terrible')
      .expect(400);
    await request(server).get('/api/lakehouse/tables?unknown=1').expect(400);
    await request(server).get('/api/lakehouse/tables?minAge=week').expect(400);
    await request(server).get('/api/lakehouse/lakehouses/nothing').expect(404);
    const missing = await request(server)
      .get('/api/lakehouse/lakehouses/shop/schemas/silver/tables/no%2Fthing')
      .expect(404);
    expect(missing.body.error).toMatchObject({
      name: 'NotFoundError',
      message: expect.stringContaining('silver.no/thing'),
    });
    await request(server)
      .post(`${ORDERS}/query`)
      .set('content-type', 'application/json')
      .send('{"sql": ')
      .expect(400);
  });

  it('serves its own description, which has every route', async () => {
    const { body } = await request(server)
      .get('/api/lakehouse/openapi.json')
      .expect(200);
    const { paths } = readOpenApi() as { paths: Record<string, object> };
    expect(Object.keys(body.paths)).toEqual(
      Object.keys(paths).map(path => `/api/lakehouse${path}`),
    );
  });
});
