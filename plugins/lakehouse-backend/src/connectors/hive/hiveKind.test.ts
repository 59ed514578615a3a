import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import type { TableMetadata } from '@lakehouse-portal/table-metadata';
import { CatalogConnectorFactory } from '../catalog';
import { hiveKind } from './hiveKind';

function connect(config: JsonObject) {
  return CatalogConnectorFactory.create({
    kind: hiveKind,
    sharedStorage: undefined,
  }).connect({
    name: 'lake',
    config: new ConfigReader({
      type: 'hive',
      warehouses: 's3://lake/wh',
      ...config,
    }),
    logger: mockServices.logger.mock(),
  });
}

const TABLE = {
  namespace: 'sales',
  name: 'orders',
  metadata: {
    location: 's3://lake/wh/sales/orders',
    metadataLocation: 's3://lake/wh/sales/orders/metadata/1.metadata.json',
  } as TableMetadata,
};
const URIS = { uris: 'thrift://hms:9083' };

describe('configuration of a connection of type hive', () => {
  it.each<[string, JsonObject]>([
    ['uris is missing', {}],
    ['uris is missing', { uris: [] }],
    ['uris must have addresses like', { uris: 'http://hms:9083' }],
    ['uris must have addresses like', { uris: ['thrift://u:p@hms:9083'] }],
    ['uris must have addresses like', { uris: [9083] }],
    ['authentication must be none', { ...URIS, authentication: 'ldap' }],
    ['transport must be buffered or framed', { ...URIS, transport: 'http' }],
    ['tls.ca must be certificates in PEM', { ...URIS, tls: { ca: 'ca.pem' } }],
    ['tls.key is of no use', { ...URIS, tls: { key: 'x' } }],
  ])('names the key: %s', async (message, config) => {
    await expect(connect(config)).rejects.toThrow(
      `Config lakehouse.connections.lake.${message}`,
    );
  });

  it('says that Kerberos is not supported', async () => {
    await expect(
      connect({ ...URIS, authentication: 'kerberos' }),
    ).rejects.toThrow('Kerberos is not supported');
  });

  it('bug: names what the metastore wants of engines in their snippets', async () => {
    const trinoOf = async (more: JsonObject) => {
      const connector = await connect({ ...URIS, ...more });
      const [{ code, notPossible }] = connector.snippets!(TABLE).filter(
        ({ engine }) => engine === 'Trino',
      );
      await connector.close?.();
      return code ?? notPossible;
    };
    expect(await trinoOf({ catalogName: 'eu' })).toContain('catalog-name=eu');
    expect(await trinoOf({ catalogName: 'hive' })).not.toContain(
      'catalog-name',
    );
    expect(await trinoOf({ tls: {} })).toContain('ssl.enabled=true');
    expect(await trinoOf({ transport: 'framed' })).toContain('not possible');
  });

  it('takes several servers as engines write them, and needs no network for it', async () => {
    const connector = await connect({
      uris: 'thrift://a:9083, thrift://[::1]',
    });
    expect(connector.connectionDetails()).toEqual(
      expect.arrayContaining([
        {
          label: 'Servers',
          value: 'thrift://a:9083, thrift://[::1]:9083, not encrypted',
        },
      ]),
    );
    await connector.close?.();
  });
});
