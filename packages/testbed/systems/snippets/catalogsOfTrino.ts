import type { JsonObject } from '@backstage/types';
import { Client } from 'pg';
import {
  ensureDatabase,
  JDBC_CATALOG_NAME,
  JDBC_CATALOG_TABLES,
  sharedSystem,
  startHiveMetastore,
  type SystemConnections,
  trinoCatalogs,
  type TrinoStatements,
  uniqueName,
} from '../../src';

/** A catalog with the table `shop.orders`, of the cities Bern and Thun. */
export interface WrittenByTrino {
  /** Of the portal, without its store. */
  connection: JsonObject;
  warehouse: string;
  /** Variables that snippets name. */
  environment: Record<string, string>;
  stop(): Promise<void>;
}

interface Place {
  trino: TrinoStatements;
  s3: SystemConnections['s3'];
  /** Of the bucket. */
  folder: string;
}

/** A JDBC catalog in a database of its own, which the portal and the snippets may only read. */
export async function jdbc({
  trino,
  s3,
  folder,
}: Place): Promise<WrittenByTrino> {
  const postgres = await sharedSystem('postgres');
  const { host, port, user, password } = postgres;
  const database = uniqueName('snippets');
  const reader = { user: uniqueName('reader'), password: "reader's p@ss/word" };
  await ensureDatabase(postgres, database, JDBC_CATALOG_TABLES);
  const client = new Client({ host, port, user, password, database });
  await client.connect();
  await client
    .query(
      `CREATE ROLE ${reader.user} LOGIN PASSWORD ${client.escapeLiteral(
        reader.password,
      )}; GRANT SELECT ON iceberg_tables, iceberg_namespace_properties TO ${
        reader.user
      }`,
    )
    .finally(() => client.end());
  const warehouse = await write(trino, s3, folder, {
    ...trinoCatalogs({ postgres, s3 }).jdbc,
    'iceberg.jdbc-catalog.connection-url': `jdbc:postgresql://${host}:${port}/${database}`,
  });
  return {
    warehouse,
    connection: {
      type: 'jdbc',
      uri: `postgresql://${host}:${port}/${database}`,
      ...reader,
      catalogName: JDBC_CATALOG_NAME,
    },
    environment: {
      LAKEHOUSE_USER: reader.user,
      LAKEHOUSE_PASSWORD: reader.password,
    },
    stop: async () => {},
  };
}

/** A Hive Metastore 3.1.3: 4.0 lacks a method that PyIceberg calls, which its snippet says. */
export async function hive({
  trino,
  s3,
  folder,
}: Place): Promise<WrittenByTrino> {
  const server = await startHiveMetastore({
    postgres: await sharedSystem('postgres'),
    database: uniqueName('metastore'),
    warehouse: `s3://${s3.bucket}/${folder}`,
    version: '3.1.3',
  });
  try {
    const hms = { uri: server.uri, warehouse: '' };
    return {
      warehouse: await write(trino, s3, folder, trinoCatalogs({ s3, hms }).hms),
      connection: { type: 'hive', uris: server.uri },
      environment: {},
      stop: () => server.stop(),
    };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** @returns The warehouse. */
async function write(
  trino: TrinoStatements,
  s3: SystemConnections['s3'],
  folder: string,
  properties: Record<string, string>,
): Promise<string> {
  const warehouse = `s3://${s3.bucket}/${folder}`;
  const catalog = uniqueName('writer');
  await trino.createCatalog(catalog, properties);
  try {
    for (const statement of [
      `CREATE SCHEMA ${catalog}.shop WITH (location = '${warehouse}/shop')`,
      `CREATE TABLE ${catalog}.shop.orders (id bigint, city varchar) WITH (location = '${warehouse}/shop/orders')`,
      `INSERT INTO ${catalog}.shop.orders VALUES (1, 'Bern')`,
      `INSERT INTO ${catalog}.shop.orders VALUES (2, 'Thun')`,
    ])
      await trino.query(statement);
  } finally {
    await trino.dropCatalog(catalog);
  }
  return warehouse;
}
