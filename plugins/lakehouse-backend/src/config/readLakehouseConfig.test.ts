import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { readLakehouseConfig } from './readLakehouseConfig';

function read(lakehouse: JsonObject) {
  return readLakehouseConfig(new ConfigReader({ lakehouse }));
}

describe('readLakehouseConfig', () => {
  it('bug: takes any name of a schema or layer: the back end did not start with nested schemas, or with names that start with a digit', () => {
    const layers = {
      'raw.eu': 'bronze',
      '2024 sales': 'l.1',
      silver_2: 'silver',
    };
    const policy = { minSnapshotsToKeep: 3 };
    const config = read({
      connections: { shop: { type: 'x', layers } },
      policies: { layers: { 'l.1': policy, '1st': policy, none: {} } },
    });
    expect(Object.fromEntries(config.connections[0].layers)).toEqual(layers);
    expect([...config.policies.layers.keys()]).toEqual(
      expect.arrayContaining(['l.1', '1st']),
    );
    expect(() =>
      read({ connections: { shop: { type: 'x', layers: { 'a.b': 3 } } } }),
    ).toThrow('Config lakehouse.connections.shop.layers.a.b must be a text');
    expect(() => read({ policies: { layers: { 'a.b': 'x' } } })).toThrow(
      'Config lakehouse.policies.layers.a.b must be an object',
    );
  });

  it.each<[string, JsonObject]>([
    ['scan.maxloss', { scan: { maxloss: { share: 0.1 } } }],
    ['scan.maxLoss.shares', { scan: { maxLoss: { shares: 0.1 } } }],
    [
      'connections.shop.scan.schedule',
      { connections: { shop: { type: 'x', scan: { schedule: {} } } } },
    ],
    [
      'connections.shop.scan.missing.for',
      {
        connections: { shop: { type: 'x', scan: { missing: { for: 'P1D' } } } },
      },
    ],
    [
      'connections.shop.rules[0].owners',
      {
        connections: {
          shop: { type: 'x', rules: [{ match: '*', owners: 'a' }] },
        },
      },
    ],
  ])('bug: refuses what nobody reads: %s', (key, lakehouse) => {
    expect(() => read(lakehouse)).toThrow(
      `Config lakehouse.${key} is not a key of `,
    );
  });
});
