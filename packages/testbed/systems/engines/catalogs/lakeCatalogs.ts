import {
  GlueCatalog,
  HiveMetastoreCatalog,
  IcebergRestCatalog,
  JdbcCatalog,
  NessieCatalog,
} from '@lakehouse-portal/catalogs';
import { JDBC_CATALOG_NAME, JDBC_DATABASE } from '../../../src';
import type { LakeCatalog } from './LakeCatalog';

/** Keys for moto, which lets in everybody. */
const ANY_KEYS = { accessKeyId: 'testbed', secretAccessKey: 'testbed' };

const REST: LakeCatalog = {
  name: 'rest',
  title: 'Iceberg REST 1.11',
  system: 'rest',
  connector: ({ rest }) => new IcebergRestCatalog({ url: new URL(rest!.url) }),
  pyIceberg: ({ rest }) => ({ type: 'rest', uri: rest!.url }),
};

const NESSIE: LakeCatalog = {
  name: 'nessie',
  title: 'Nessie 0.99',
  system: 'nessie',
  connector: ({ nessie }) =>
    new NessieCatalog({ url: new URL(new URL(nessie!.apiUrl).origin) }),
  pyIceberg: ({ nessie }) => ({
    type: 'rest',
    uri: nessie!.icebergUrl,
    warehouse: nessie!.warehouse,
  }),
  addedProperties: [
    'nessie.catalog.content-id',
    'nessie.commit.id',
    'nessie.commit.ref',
  ],
  ignored: {
    created: { says: 'version 2 instead' },
    branched: {
      says: 'not kept',
      error: /Cannot use branch \(does not exist\): audit/,
    },
    vectors: { says: 'version 2 instead' },
  },
};

const JDBC: LakeCatalog = {
  name: 'jdbc',
  title: 'JDBC, PostgreSQL 17',
  connector: ({ postgres: { host, port, user, password } }) =>
    new JdbcCatalog({
      database: {
        kind: 'postgresql',
        ...{ host, port, user, password, database: JDBC_DATABASE },
      },
      catalogName: JDBC_CATALOG_NAME,
    }),
  pyIceberg: ({ s3, postgres: { host, port, user, password } }) => ({
    type: 'sql',
    uri: `postgresql+psycopg2://${user}:${password}@${host}:${port}/${JDBC_DATABASE}`,
    init_catalog_tables: 'false',
    warehouse: `s3://${s3.bucket}/jdbc`,
  }),
};

const HMS: LakeCatalog = {
  name: 'hms',
  title: 'Hive Metastore 4.0.1',
  system: 'hms',
  connector: ({ hms }) => {
    const { hostname, port } = new URL(hms!.uri);
    return new HiveMetastoreCatalog({
      servers: [{ host: hostname, port: Number(port) }],
    });
  },
  pyIceberg: ({ hms }) => ({ type: 'hive', ...hms! }),
  pyIcebergRefusal: /Invalid method name: '?get_table'?/,
};

const GLUE: LakeCatalog = {
  name: 'glue',
  title: 'Glue (moto 5.2)',
  system: 'glue',
  connector: ({ glue }) =>
    new GlueCatalog({
      region: glue!.region,
      endpoint: glue!.endpoint,
      credentials: ANY_KEYS,
    }),
  pyIceberg: ({ glue, s3 }) => ({
    type: 'glue',
    'glue.endpoint': glue!.endpoint,
    'glue.region': glue!.region,
    'glue.access-key-id': ANY_KEYS.accessKeyId,
    'glue.secret-access-key': ANY_KEYS.secretAccessKey,
    warehouse: `s3://${s3.bucket}/glue`,
  }),
};

/** Catalogs in which engines write, in the order of the page. */
export const LAKE_CATALOGS = {
  rest: REST,
  nessie: NESSIE,
  jdbc: JDBC,
  hms: HMS,
  glue: GLUE,
};
