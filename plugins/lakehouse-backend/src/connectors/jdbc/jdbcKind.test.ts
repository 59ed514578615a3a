import { type AddressInfo, createServer } from 'node:net';
import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { CatalogConnectorFactory } from '../catalog';
import { jdbcKind } from './jdbcKind';

const SECRET = 'not-for-anybody-else';

function connect(config: JsonObject) {
  return CatalogConnectorFactory.create({
    kind: jdbcKind,
    sharedStorage: undefined,
  }).connect({
    name: 'lake',
    config: new ConfigReader({
      type: 'jdbc',
      warehouses: 's3://lake/wh',
      ...config,
    }),
    logger: mockServices.logger.mock(),
  });
}

const POSTGRES = { uri: 'postgresql://db:6432/lake', user: 'reader' };

describe('configuration of a connection of type jdbc', () => {
  it.each<[string, JsonObject]>([
    ['uri is missing', {}],
    ['uri is no address of a database', { uri: 'oracle://db/x' }],
    ['uri is no address of a database', { uri: 'db:5432/lake' }],
    [
      'uri must hold no user and password',
      { uri: `postgresql://u:${SECRET}@db/x` },
    ],
    [
      'uri must have no parameters',
      { uri: `postgresql://db/x?password=${SECRET}` },
    ],
    ['uri must name a host and a database', { uri: 'postgresql://db' }],
    // It ended in "URI malformed", without saying where.
    ['uri has a percent sign that begins no', { uri: 'postgresql://h/%' }],
    ['uri must name the file', { uri: 'sqlite:catalog.db' }],
    ['user is missing', { uri: 'postgresql://db/x' }],
    ['password is of no use', { uri: 'sqlite:/x.db', password: SECRET }],
    [
      'schema is for PostgreSQL',
      { uri: 'mysql://db/x', user: 'a', schema: 'b' },
    ],
    [
      'tls.ca must be certificates in PEM',
      { ...POSTGRES, tls: { ca: 'ca.pem' } },
    ],
    [
      'tls.key is missing',
      { ...POSTGRES, tls: { cert: '-----BEGIN CERTIFICATE-----' } },
    ],
  ])('names the key: %s', async (message, config) => {
    const failure = await connect(config).then(
      () => undefined,
      (error: Error) => error,
    );
    expect(failure?.message).toContain(
      `Config lakehouse.connections.lake.${message}`,
    );
    expect(`${failure?.message}${failure?.stack}`).not.toContain(SECRET);
  });

  it.each([
    ['postgresql://db:6432/lake', 'db:6432/lake, not encrypted'],
    ['jdbc:postgresql://db/lake', 'db:5432/lake, not encrypted'],
    ['mysql://db/lake', 'db:3306/lake, not encrypted'],
    ['postgresql://[::1]:6432/lake', '[::1]:6432/lake, not encrypted'],
  ])(
    'takes %s, needs no network for it, and shows no password',
    async (uri, shown) => {
      const connector = await connect({
        uri,
        user: 'reader',
        password: SECRET,
      });
      const details = connector.connectionDetails();
      expect(details).toEqual(
        expect.arrayContaining([
          { label: 'Database', value: shown },
          { label: 'Name of the catalog', value: 'lake' },
        ]),
      );
      expect(JSON.stringify(details)).not.toContain(SECRET);
      await connector.close?.();
    },
  );

  it('connects to an address of IPv6 in brackets, instead of looking the brackets up as a name', async () => {
    const asked = jest.fn();
    const server = createServer(socket => {
      asked();
      socket.destroy();
    });
    // A machine without IPv6 connects to nothing, but has nothing to look up either.
    const hasIpv6 = await new Promise<boolean>(resolve => {
      server.once('error', () => resolve(false));
      server.listen(0, '::1', () => resolve(true));
    });
    const { port } = hasIpv6 ? (server.address() as AddressInfo) : { port: 2 };
    const connector = await connect({
      ...{ uri: `postgresql://[::1]:${port}/lake`, user: 'reader' },
    });
    try {
      const hops = [];
      for await (const hop of connector.checkSource!('catalog')) hops.push(hop);
      expect(hops).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ hop: 'dns', outcome: 'skipped' }),
          expect.objectContaining({
            ...{ hop: 'tcp', outcome: hasIpv6 ? 'passed' : 'failed' },
          }),
        ]),
      );
      // Once for the port, and once as the database.
      expect(asked).toHaveBeenCalledTimes(hasIpv6 ? 2 : 0);
    } finally {
      await connector.close?.();
      server.close();
    }
  });
});
