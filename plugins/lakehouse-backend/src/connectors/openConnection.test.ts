import type { JsonObject } from '@backstage/types';
import { openConnection } from './openConnection';

const REST = {
  type: 'rest',
  uri: 'http://127.0.0.1:1',
  warehouses: 's3://lake/wh',
};

describe('openConnection', () => {
  const open = (connection: JsonObject) =>
    openConnection({
      name: 'lake',
      connection,
      sharedStorage: undefined,
      onWarning: () => undefined,
    });

  it.each<[string, JsonObject]>([
    ['namespaces', { ...REST, namespaces: 5 }],
    ['warehouse', { ...REST, warehouse: { name: 'secret' } }],
    ['tls', { ...REST, tls: 'secret' }],
    ['concurrency', { ...REST, concurrency: 'secret' }],
    ['trino.server', { type: 'trino', trino: { catalog: 'lake' } }],
    [
      'password',
      {
        type: 'jdbc',
        uri: 'postgresql://db/lake',
        user: 'reader',
        password: ['secret'],
        warehouses: 's3://lake/wh',
      },
    ],
  ])(
    'takes a value of %s that is missing or of another type for a wrong input, which names the key and not the value',
    async (key, connection) => {
      const error = await open(connection).catch(thrown => thrown);
      expect(error).toMatchObject({
        name: 'InputError',
        message: expect.stringContaining(`lakehouse.connections.lake.${key}'`),
      });
      expect(error.message).not.toContain('secret');
    },
  );
});
