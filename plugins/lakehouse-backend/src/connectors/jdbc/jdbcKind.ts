import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  JdbcCatalog,
  type JdbcCatalogOptions,
  type JdbcTls,
} from '@lakehouse-portal/catalogs';
import type { ConnectionDetail } from '@lakehouse-portal/plugin-lakehouse-common';
import { readInteger } from '../../config/readInteger';
import { connectionSnippets, type SnippetCatalog } from '../../snippets';
import type { CatalogKind } from '../catalog';
import { type JdbcAddress, readJdbcUri } from './readJdbcUri';

const PRODUCTS = { postgresql: 'PostgreSQL', mysql: 'MySQL', sqlite: 'SQLite' };

/** Iceberg's JDBC catalog: two tables in PostgreSQL, MySQL or a file of SQLite. */
export const jdbcKind: CatalogKind = {
  type: 'jdbc',
  keys: [
    ...['uri', 'catalogName', 'schema', 'timeoutSeconds'],
    ...['user', 'password', 'tls'],
  ],
  async open({ name, config, key, storage }) {
    const address = readJdbcUri(config.getOptional('uri'), `${key}.uri`);
    const catalogName = config.getOptionalString('catalogName') ?? name;
    const schema = config.getOptionalString('schema');
    return {
      catalog: new JdbcCatalog({
        database: readDatabase(config, key, address),
        catalogName,
        schema,
        timeoutMs:
          1000 *
          readInteger(config, 'timeoutSeconds', {
            ...{ key, min: 1, max: 3600, default: 60 },
          }),
      }),
      snippets: connectionSnippets({
        lakehouse: name,
        catalog: snippetCatalogOf(address, catalogName, schema),
        ...{ stores: storage.stores, warehouses: storage.warehouses },
      }),
      details: detailsOf(address, catalogName, config.has('tls')),
    };
  },
};

function readDatabase(
  config: Config,
  key: string,
  address: JdbcAddress,
): JdbcCatalogOptions['database'] {
  if (address.kind === 'sqlite') {
    for (const name of ['user', 'password', 'tls', 'schema']) {
      if (config.has(name)) {
        throw new InputError(
          `Config ${key}.${name} is of no use with a file of SQLite`,
        );
      }
    }
    return address;
  }
  if (address.kind === 'mysql' && config.has('schema')) {
    throw new InputError(
      `Config ${key}.schema is for PostgreSQL; with MySQL, the database in uri has the tables of the catalog`,
    );
  }
  const user = config.getOptionalString('user');
  if (!user) {
    throw new InputError(
      `Config ${key}.user is missing: who reads the catalog`,
    );
  }
  return {
    ...address,
    user,
    password: config.getOptionalString('password'),
    tls: readTls(config, key),
  };
}

function readTls(config: Config, key: string): JdbcTls | undefined {
  const tls = config.getOptionalConfig('tls');
  if (!tls) {
    return undefined;
  }
  const read = (name: 'ca' | 'cert' | 'key', kind: string) => {
    const value = tls.getOptionalString(name);
    if (value !== undefined && !value.includes(`-----BEGIN `)) {
      throw new InputError(
        `Config ${key}.tls.${name} must be ${kind} in PEM; for a file: ${name}: { $file: ./${name}.pem }`,
      );
    }
    return value;
  };
  const [ca, cert, own] = [
    read('ca', 'certificates'),
    read('cert', 'a certificate'),
    read('key', 'a key'),
  ];
  if ((cert === undefined) !== (own === undefined)) {
    throw new InputError(
      `Config ${key}.tls.${
        cert === undefined ? 'cert' : 'key'
      } is missing: cert and key belong together`,
    );
  }
  return { ca, cert, key: own };
}

function snippetCatalogOf(
  address: JdbcAddress,
  name: string,
  schema: string | undefined,
): SnippetCatalog {
  return address.kind === 'sqlite'
    ? { kind: 'sqlite', file: address.file, name }
    : {
        kind: address.kind,
        address: databaseAt(address),
        name,
        schema,
      };
}

function detailsOf(
  address: JdbcAddress,
  catalogName: string,
  isEncrypted: boolean,
): ConnectionDetail[] {
  return [
    {
      label: 'Kind',
      value: `Iceberg JDBC catalog on ${PRODUCTS[address.kind]}`,
    },
    address.kind === 'sqlite'
      ? { label: 'File', value: address.file }
      : {
          label: 'Database',
          value: `${databaseAt(address)}${
            isEncrypted ? '' : ', not encrypted'
          }`,
        },
    { label: 'Name of the catalog', value: catalogName },
  ];
}

/** `host:port/database`, as in a URL. */
function databaseAt({
  host,
  port,
  database,
}: Exclude<JdbcAddress, { kind: 'sqlite' }>): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}/${database}`;
}
