import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import request from 'supertest';
import { makeShop } from './__testUtils__/makeShop';
import { startPlugin } from './__testUtils__/startPlugin';

jest.setTimeout(60_000);

const ORDERS = '/api/lakehouse/lakehouses/shop/schemas/silver/tables/orders';

describe('lakehousePlugin and hostile SQL', () => {
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
        query: { timeoutSeconds: 4 },
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

  it.each([
    "SELECT * FROM read_csv('/etc/passwd')",
    "SELECT * FROM read_text('/etc/passwd')",
    "SELECT * FROM '/etc/passwd'",
    "ATTACH '/tmp/other.db'",
    "COPY (SELECT * FROM orders) TO '/tmp/lakehouse-leak.csv'",
    "SET memory_limit = '100GB'",
    'PRAGMA database_list',
    'SELECT 1; SELECT 2',
    'INSTALL httpfs',
    'CREATE TABLE x AS SELECT 1',
    'DROP TABLE orders',
    "SELECT getenv('HOME')",
    'SELECT * FROM catalog_that_is_not_there',
  ])('refuses hostile SQL with 400: %s', async sql => {
    const { body } = await request(server)
      .post(`${ORDERS}/query`)
      .send({ sql })
      .expect(400);
    expect(body.error).toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(/.{10}/),
    });
    expect(JSON.stringify(body)).not.toContain('root:');
  });

  it('stops an endless query in its time, and answers others meanwhile', async () => {
    const sql =
      'SELECT count(*) FROM range(1000000) a, range(1000000) b, range(1000000) c';
    const endless = request(server)
      .post(`${ORDERS}/query`)
      .send({ sql })
      .then(response => response);
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
});
