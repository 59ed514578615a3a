import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { HiveMetastoreCatalog } from '@lakehouse-portal/catalogs';
import { readInteger } from '../../config/readInteger';
import { connectionSnippets } from '../../snippets';
import type { CatalogKind } from '../catalog';
import { readHiveUris } from './readHiveUris';

const TRANSPORTS = ['buffered', 'framed'] as const;
/** What a metastore calls its own, unless somebody has changed it. */
const DEFAULT_CATALOG = 'hive';

/** A Hive Metastore, by Thrift. */
export const hiveKind: CatalogKind = {
  type: 'hive',
  keys: [
    ...['uris', 'catalogName', 'timeoutSeconds'],
    ...['authentication', 'transport', 'tls'],
  ],
  async open({ name, config, key, storage }) {
    const servers = readHiveUris(config.getOptional('uris'), `${key}.uris`);
    const uris = servers.map(
      ({ host, port }) =>
        `thrift://${host.includes(':') ? `[${host}]` : host}:${port}`,
    );
    refuseKerberos(config, key);
    const tls = config.getOptionalConfig('tls');
    const ca = tls?.getOptionalString('ca');
    if (ca !== undefined && !ca.includes('-----BEGIN ')) {
      throw new InputError(
        `Config ${key}.tls.ca must be certificates in PEM; for a file: ca: { $file: ./ca.pem }`,
      );
    }
    for (const unknown of ['cert', 'key']) {
      if (tls?.has(unknown)) {
        throw new InputError(
          `Config ${key}.tls.${unknown} is of no use: client certificates are not supported for a Hive Metastore`,
        );
      }
    }
    const catalogName = config.getOptionalString('catalogName');
    const transport = readTransport(config, key);
    const catalog = new HiveMetastoreCatalog({
      ...{ servers, transport, catalog: catalogName },
      tls: tls && { ca },
      timeoutMs:
        1000 *
        readInteger(config, 'timeoutSeconds', {
          ...{ key, min: 1, max: 3600, default: 60 },
        }),
    });
    return {
      catalog,
      snippets: table =>
        connectionSnippets({
          lakehouse: name,
          catalog: {
            kind: 'hive',
            uris,
            version: catalog.knownVersion,
            catalogName:
              catalogName === DEFAULT_CATALOG ? undefined : catalogName,
            isEncrypted: tls !== undefined,
            isFramed: transport === 'framed',
          },
          ...{ stores: storage.stores, warehouses: storage.warehouses },
        })(table),
      details: [
        { label: 'Kind', value: 'Hive Metastore' },
        {
          label: 'Servers',
          value: `${uris.join(', ')}${tls ? '' : ', not encrypted'}`,
        },
        ...(catalogName ? [{ label: 'Catalog', value: catalogName }] : []),
      ],
    };
  },
};

function refuseKerberos(config: Config, key: string): void {
  const authentication = config.getOptionalString('authentication') ?? 'none';
  if (authentication !== 'none') {
    throw new InputError(
      `Config ${key}.authentication must be none: ${
        authentication === 'kerberos'
          ? 'Kerberos is not supported; let the portal reach the metastore by another way, or read its tables through Trino (type: trino)'
          : 'nothing else is supported'
      }`,
    );
  }
}

function readTransport(
  config: Config,
  key: string,
): (typeof TRANSPORTS)[number] | undefined {
  const value = config.getOptionalString('transport');
  const transport = TRANSPORTS.find(known => known === value);
  if (value !== undefined && !transport) {
    throw new InputError(
      `Config ${key}.transport must be buffered or framed, not ${JSON.stringify(
        value,
      )}`,
    );
  }
  return transport;
}
