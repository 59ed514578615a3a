import childProcess from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import request from 'supertest';
import { makeShop } from './__testUtils__/makeShop';
import { startPlugin } from './__testUtils__/startPlugin';
import { untilTrue } from './__testUtils__/untilTrue';

jest.setTimeout(120_000);

const ORDERS = '/api/lakehouse/lakehouses/shop/schemas/silver/tables/orders';
const ENDLESS =
  'SELECT count(*) FROM range(1000000) a, range(1000000) b, range(1000000) c';

describe('lakehousePlugin and hostile SQL', () => {
  let root: string;
  let backend: Awaited<ReturnType<typeof startPlugin>>;
  let server: (typeof backend)['server'];

  async function start(timeoutSeconds: number) {
    const started = await startPlugin({
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
        query: { timeoutSeconds },
      },
    });
    await request(started.server)
      .post('/api/lakehouse/lakehouses/shop/scan')
      .expect(200);
    return started;
  }

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'plugin-'));
    await makeShop(join(root, 'shop'));
    backend = await start(4);
    server = backend.server;
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

  it('stops an endless query in its time', async () => {
    const { status, body } = await request(server)
      .post(`${ORDERS}/query`)
      .send({ sql: ENDLESS });
    expect(status).toBe(400);
    expect(body.error.message).toContain('stopped after 4 s');
  });

  it('answers others while a query is endless', async () => {
    // Who asked ends it, and not its time: how fast a machine answers is of no matter.
    const patient = await start(600);
    const fork = jest.spyOn(childProcess, 'fork');
    try {
      let isOver = false;
      const endless = request(patient.server)
        .post(`${ORDERS}/query`)
        .send({ sql: ENDLESS });
      endless.end(() => {
        isOver = true;
      });
      await untilTrue(
        async () => fork.mock.calls.length,
        processes => processes > 0,
      );
      for (let answered = 0; answered <= 10; answered++) {
        await request(patient.server)
          .get('/api/lakehouse/lakehouses')
          .expect(200);
      }
      expect(isOver).toBe(false);
      endless.abort();
    } finally {
      fork.mockRestore();
      await patient.stop();
    }
  });
});
