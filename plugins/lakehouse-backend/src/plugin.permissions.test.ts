import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import request from 'supertest';
import { makeShop } from './__testUtils__/makeShop';
import { startPlugin } from './__testUtils__/startPlugin';

jest.setTimeout(60_000);

const ORDERS = '/api/lakehouse/lakehouses/shop/schemas/silver/tables/orders';
const CHECK = '/api/lakehouse/lakehouses/shop/sources/catalog/check';
const OTHER = {
  name: 'fresh',
  owner: 'group:default/data-platform',
  layers: ['bronze', 'gold'],
  target: 'embedded',
};

describe('lakehousePlugin and permissions', () => {
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

  it.each([
    ['lakehouse.read', 'get', '/api/lakehouse/lakehouses'],
    ['lakehouse.read', 'get', '/api/lakehouse/lakehouses/shop'],
    ['lakehouse.read', 'get', '/api/lakehouse/tables'],
    ['lakehouse.read', 'get', '/api/lakehouse/overview'],
    ['lakehouse.read', 'get', ORDERS],
    ['lakehouse.read', 'get', `${ORDERS}/snapshots`],
    ['lakehouse.read', 'get', `${ORDERS}/snapshots/compare?from=1&to=2`],
    ['lakehouse.read', 'get', `${ORDERS}/commits`],
    ['lakehouse.read', 'get', `${ORDERS}/health`],
    ['lakehouse.read', 'get', '/api/lakehouse/lakehouses/shop/sources'],
    ['lakehouse.source.check', 'post', CHECK],
    ['lakehouse.read', 'post', CHECK],
    ['lakehouse.scan', 'post', '/api/lakehouse/lakehouses/shop/scan'],
    [
      'lakehouse.scan.acceptLoss',
      'post',
      '/api/lakehouse/lakehouses/shop/scan?acceptLoss=true',
    ],
    ['lakehouse.scan', 'post', `${ORDERS}/scan`],
    ['lakehouse.table.query', 'post', `${ORDERS}/query`],
    ['lakehouse.create', 'post', '/api/lakehouse/lakehouses'],
  ] as const)(
    'answers 403 without %s to %s %s',
    async (permission, method, path) => {
      const { server } = await start({ denied: [permission] });
      const sent = request(server)[method](path);
      const { body } = await (method === 'post'
        ? sent.send(path.endsWith('lakehouses') ? OTHER : {})
        : sent
      ).expect(403);
      expect(body.error).toMatchObject({
        name: 'NotAllowedError',
        message: expect.stringContaining(permission),
      });
    },
  );
});
