import { startPlugin } from './__testUtils__/startPlugin';

describe('lakehousePlugin and its configuration', () => {
  it.each([
    [
      { connections: { Shop: { type: 'embedded' } } },
      'lakehouse.connections.Shop',
    ],
    [
      { connections: { shop: { directory: '/x' } } },
      'lakehouse.connections.shop.type',
    ],
    [{ connections: { shop: { type: 'oracle' } } }, 'There is: embedded'],
    [
      { connections: { shop: { type: 'embedded', owner: 'api:x' } } },
      'lakehouse.connections.shop.owner',
    ],
    [
      {
        connections: {
          shop: { type: 'embedded', policy: { maxStaleness: 'a week' } },
        },
      },
      'lakehouse.connections.shop.policy',
    ],
    [
      {
        connections: {
          shop: {
            type: 'embedded',
            rules: [{ match: '*', policy: { maxAge: 'P1D' } }],
          },
        },
      },
      'lakehouse.connections.shop.rules[0].policy.maxAge',
    ],
    [
      {
        connections: {
          shop: {
            type: 'embedded',
            annotations: { 'lakehouse-portal.io/lakehouse': 'other' },
          },
        },
      },
      'lakehouse.connections.shop.annotations: lakehouse-portal.io/lakehouse',
    ],
    [{ scan: { concurrency: 100 } }, 'lakehouse.scan.concurrency'],
    [{ scan: { cache: { memoryMb: -1 } } }, 'lakehouse.scan.cache.memoryMb'],
    [
      { scan: { cache: { databaseMb: 1.5 } } },
      'lakehouse.scan.cache.databaseMb',
    ],
    [{ query: { timeoutSeconds: 0 } }, 'lakehouse.query.timeoutSeconds'],
  ])(
    'does not start with wrong configuration, and names the key: %j',
    async (lakehouse, message) => {
      await expect(startPlugin({ lakehouse })).rejects.toThrow(message);
    },
  );

  it('refuses a second connector of a type', async () => {
    await expect(
      startPlugin({
        lakehouse: {},
        connectors: [
          {
            type: 'embedded',
            connect: async () => Promise.reject(new Error('never')),
          },
        ],
      }),
    ).rejects.toThrow(
      'A lakehouse connector of type "embedded" is registered already',
    );
  });
});
