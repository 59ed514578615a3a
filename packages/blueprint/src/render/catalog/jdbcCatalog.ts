import { databaseAccess, jdbcUrl } from '../database/databaseAccess';
import { POSTGRES_USER } from '../database/databaseComponent';
import { contentHash } from '../model/contentHash';
import { metadataOf } from '../model/metadata';
import { jobOf } from '../pods/jobOf';
import { smallResources, SMALL_RESOURCES } from '../pods/resources';
import { envFrom } from '../secrets/SecretUse';
import { warehouseLocation } from '../storage/warehouseLocation';
import type { CatalogRenderer } from './CatalogParts';

/** Schema version V1 of Iceberg's JDBC catalog; Trino does not make them. */
const TABLES = `CREATE TABLE IF NOT EXISTS iceberg_tables (
  catalog_name VARCHAR(255) NOT NULL,
  table_namespace VARCHAR(255) NOT NULL,
  table_name VARCHAR(255) NOT NULL,
  metadata_location VARCHAR(1000),
  previous_metadata_location VARCHAR(1000),
  iceberg_type VARCHAR(5),
  PRIMARY KEY (catalog_name, table_namespace, table_name)
);
CREATE TABLE IF NOT EXISTS iceberg_namespace_properties (
  catalog_name VARCHAR(255) NOT NULL,
  namespace VARCHAR(255) NOT NULL,
  property_key VARCHAR(255),
  property_value VARCHAR(1000),
  PRIMARY KEY (catalog_name, namespace, property_key)
);
`;

/** Iceberg's JDBC catalog: two tables in PostgreSQL. */
export const jdbcCatalog: CatalogRenderer = lakehouse => {
  const access = databaseAccess(lakehouse);
  const { host, port, database, ssl, login } = access;
  const sql = metadataOf(
    lakehouse,
    `catalog-tables-${contentHash(TABLES).slice(0, 8)}`,
    'catalog-setup',
  );
  return {
    title: "Iceberg's JDBC catalog: its tables in PostgreSQL",
    objects: [
      {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: sql,
        data: { 'tables.sql': TABLES },
      },
      jobOf(lakehouse, 'catalog-setup', {
        user: POSTGRES_USER,
        reads: TABLES,
        containers: [
          {
            name: 'tables',
            image: lakehouse.images.postgres,
            command: [
              ...['bash', '-c'],
              'until pg_isready --timeout=5; do sleep 2; done; exec psql --no-psqlrc --set=ON_ERROR_STOP=1 --file=/sql/tables.sql',
            ],
            env: [
              { name: 'PGHOST', value: host },
              { name: 'PGPORT', value: String(port) },
              { name: 'PGDATABASE', value: database },
              {
                name: 'PGSSLMODE',
                value: ssl === 'require' ? 'require' : 'prefer',
              },
              envFrom('PGUSER', login.user),
              envFrom('PGPASSWORD', login.password),
            ],
            resources: smallResources(SMALL_RESOURCES.job),
            volumeMounts: [{ name: 'sql', mountPath: '/sql', readOnly: true }],
          },
        ],
        volumes: [{ name: 'sql', configMap: { name: sql.name } }],
      }),
    ],
    properties: {
      'iceberg.catalog.type': 'jdbc',
      'iceberg.jdbc-catalog.catalog-name': lakehouse.catalogName,
      'iceberg.jdbc-catalog.driver-class': 'org.postgresql.Driver',
      'iceberg.jdbc-catalog.connection-url': jdbcUrl(access),
      'iceberg.jdbc-catalog.connection-user': '${ENV:CATALOG_DATABASE_USER}',
      'iceberg.jdbc-catalog.connection-password':
        '${ENV:CATALOG_DATABASE_PASSWORD}',
      'iceberg.jdbc-catalog.default-warehouse-dir':
        warehouseLocation(lakehouse),
    },
    env: {
      CATALOG_DATABASE_USER: login.user,
      CATALOG_DATABASE_PASSWORD: login.password,
    },
  };
};
