import { existsSync } from 'node:fs';
import { mkdtemp, rm, mkdir, readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import request from 'supertest';
import { makeShop } from './__testUtils__/makeShop';
import { startPlugin } from './__testUtils__/startPlugin';

jest.setTimeout(60_000);

const OTHER = {
  name: 'fresh',
  owner: 'group:default/data-platform',
  layers: ['bronze', 'gold'],
  target: 'embedded',
};

describe('lakehousePlugin creates lakehouses', () => {
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
  });
  afterAll(async () => {
    await backend.stop();
    await rm(root, { recursive: true, force: true });
  });

  it('creates a lakehouse once, whole, and shows it', async () => {
    backend.events.length = 0;
    const wanted = { ...OTHER, title: 'Fresh', sampleTables: true };
    const { body } = await request(server)
      .post('/api/lakehouse/lakehouses')
      .send(wanted)
      .expect(201);
    expect(body).toMatchObject({
      name: 'fresh',
      title: 'Fresh',
      origin: 'portal',
      layers: ['bronze', 'gold'],
      scan: { status: 'ok', tablesTotal: 2 },
      schemas: [
        {
          name: 'bronze',
          layer: 'bronze',
          owner: 'group:default/data-platform',
          tables: 1,
        },
        { name: 'gold', layer: 'gold', tables: 1 },
      ],
    });
    expect(backend.events).toContainEqual({
      lakehouse: 'fresh',
      change: 'created',
    });
    const again = await request(server)
      .post('/api/lakehouse/lakehouses')
      .send(wanted)
      .expect(201);
    expect(again.body.name).toBe('fresh');
    const other = await request(server)
      .post('/api/lakehouse/lakehouses')
      .send({ ...wanted, layers: ['bronze'] })
      .expect(409);
    expect(other.body.error.name).toBe('ConflictError');
    await request(server)
      .post('/api/lakehouse/lakehouses')
      .send({ ...wanted, name: 'shop' })
      .expect(409);

    const table =
      '/api/lakehouse/lakehouses/fresh/schemas/bronze/tables/sample_events';
    const rows = await request(server)
      .post(`${table}/query`)
      .send({ sql: 'SELECT count(*) FROM this' })
      .expect(200);
    expect(rows.body.rows).toEqual([[300]]);
    const { body: health } = await request(server)
      .get(`${table}/health`)
      .expect(200);
    expect(health.health.severity).toBe('healthy');
  });

  it('answers two equal requests at once with one lakehouse', async () => {
    const wanted = { ...OTHER, name: 'twice' };
    const answers = await Promise.all(
      [1, 2, 3].map(() =>
        request(server).post('/api/lakehouse/lakehouses').send(wanted),
      ),
    );
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
      const { body } = await request(server)
        .post('/api/lakehouse/lakehouses')
        .send({ ...OTHER, name: 'odd', ...over })
        .expect(400);
      expect(body.error.name).toBe('InputError');
    }
    expect(existsSync(join(root, 'created', 'odd'))).toBe(false);
  });

  it('does not touch a folder that somebody else made', async () => {
    await mkdir(join(root, 'created', 'taken'), { recursive: true });
    await writeFile(join(root, 'created', 'taken', 'precious'), '');
    const { body } = await request(server)
      .post('/api/lakehouse/lakehouses')
      .send({ ...OTHER, name: 'taken' })
      .expect(409);
    expect(body.error.message).toContain('is there already');
    expect(await readdir(join(root, 'created', 'taken'))).toEqual(['precious']);
    await rm(join(root, 'created', 'taken'), { recursive: true });
    await request(server)
      .post('/api/lakehouse/lakehouses')
      .send({ ...OTHER, name: 'taken' })
      .expect(201);
  });
});
