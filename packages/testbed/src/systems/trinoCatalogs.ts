import type { SystemConnections } from './connections';

type Connections = Partial<SystemConnections>;

/** The tables of a JDBC catalog, with views: Trino does not make them. */
export const JDBC_CATALOG_TABLES = `
CREATE TABLE iceberg_tables(catalog_name VARCHAR(255) NOT NULL, table_namespace VARCHAR(255) NOT NULL, table_name VARCHAR(255) NOT NULL, metadata_location VARCHAR(1000), previous_metadata_location VARCHAR(1000), iceberg_type VARCHAR(5), PRIMARY KEY (catalog_name, table_namespace, table_name));
CREATE TABLE iceberg_namespace_properties(catalog_name VARCHAR(255) NOT NULL, namespace VARCHAR(255) NOT NULL, property_key VARCHAR(255), property_value VARCHAR(1000), PRIMARY KEY (catalog_name, namespace, property_key));`;

/** The database of the JDBC catalog. */
export const JDBC_DATABASE = 'iceberg_jdbc';

/** Its name among others in the same database: Spark takes that of its own catalog. */
export const JDBC_CATALOG_NAME = 'jdbc';

/** Properties of Trino's catalogs for those systems that run, by name. */
export function trinoCatalogs(
  connections: Connections,
): Record<string, Record<string, string>> {
  const { s3, rest, nessie, postgres, hms, glue } = connections;
  const hms3 = connections['hms-3'];
  if (!s3) return {};
  const store = s3Properties(s3);
  return {
    ...(rest && { rest: { ...restProperties(rest.url), ...store } }),
    ...(nessie && {
      nessie: {
        ...restProperties(nessie.icebergUrl),
        'iceberg.rest-catalog.warehouse': nessie.warehouse,
        ...store,
      },
    }),
    ...(postgres && {
      jdbc: {
        'connector.name': 'iceberg',
        'iceberg.catalog.type': 'jdbc',
        'iceberg.jdbc-catalog.driver-class': 'org.postgresql.Driver',
        'iceberg.jdbc-catalog.connection-url': `jdbc:postgresql://${postgres.host}:${postgres.port}/${JDBC_DATABASE}`,
        'iceberg.jdbc-catalog.connection-user': postgres.user,
        'iceberg.jdbc-catalog.connection-password': postgres.password,
        'iceberg.jdbc-catalog.catalog-name': JDBC_CATALOG_NAME,
        'iceberg.jdbc-catalog.default-warehouse-dir': `s3://${s3.bucket}/jdbc`,
        ...store,
      },
    }),
    ...(hms && { hms: { ...hiveProperties(hms.uri), ...store } }),
    ...(hms3 && { hms3: { ...hiveProperties(hms3.uri), ...store } }),
    ...(glue && {
      glue: {
        'connector.name': 'iceberg',
        'iceberg.catalog.type': 'glue',
        'hive.metastore.glue.endpoint-url': glue.endpoint,
        'hive.metastore.glue.region': glue.region,
        // moto lets in everybody; the client wants keys all the same.
        'hive.metastore.glue.aws-access-key': 'testbed',
        'hive.metastore.glue.aws-secret-key': 'testbed',
        'hive.metastore.glue.default-warehouse-dir': `s3://${s3.bucket}/glue`,
        ...store,
      },
    }),
  };
}

function restProperties(url: string): Record<string, string> {
  return {
    'connector.name': 'iceberg',
    'iceberg.catalog.type': 'rest',
    'iceberg.rest-catalog.uri': url,
    'iceberg.rest-catalog.view-endpoints-enabled': 'true',
  };
}

function hiveProperties(uri: string): Record<string, string> {
  return {
    'connector.name': 'iceberg',
    'iceberg.catalog.type': 'hive_metastore',
    'hive.metastore.uri': uri,
  };
}

/** How a catalog of Trino reads and writes the testbed's object store. */
export function s3Properties(
  s3: SystemConnections['s3'],
): Record<string, string> {
  return {
    'fs.native-s3.enabled': 'true',
    's3.endpoint': s3.endpoint,
    's3.region': s3.region,
    's3.path-style-access': 'true',
    's3.aws-access-key': s3.accessKeyId,
    's3.aws-secret-key': s3.secretAccessKey,
  };
}
