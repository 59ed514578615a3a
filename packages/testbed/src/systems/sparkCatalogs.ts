import type { SystemConnections } from './connections';
import { JDBC_DATABASE } from './trinoCatalogs';

/**
 * Settings of Spark's catalogs for those systems that run, by name: the same as Trino has, so that one reads what the
 * other wrote. The key `''` is that of the catalog's class. A Spark has Hive's client of one version: it is that of 4,
 * whose commits a metastore of 3.1 does not know (`alter_table_req`), so that `hms-3` is Trino's alone.
 */
export function sparkCatalogs(
  connections: Partial<SystemConnections>,
): Record<string, Record<string, string>> {
  const { s3, rest, nessie, postgres, hms, glue } = connections;
  if (!s3) return {};
  const kinds: Record<string, Record<string, string>> = {
    ...(rest && { rest: { type: 'rest', uri: rest.url } }),
    ...(nessie && {
      nessie: {
        type: 'rest',
        uri: nessie.icebergUrl,
        warehouse: nessie.warehouse,
      },
    }),
    ...(postgres && {
      jdbc: {
        type: 'jdbc',
        uri: `jdbc:postgresql://${postgres.host}:${postgres.port}/${JDBC_DATABASE}`,
        'jdbc.user': postgres.user,
        'jdbc.password': postgres.password,
        'jdbc.schema-version': 'V1',
        warehouse: `s3://${s3.bucket}/jdbc`,
      },
    }),
    ...(hms && { hms: { type: 'hive', ...hms } }),
    ...(glue && {
      glue: {
        type: 'glue',
        'glue.endpoint': glue.endpoint,
        warehouse: `s3://${s3.bucket}/glue`,
      },
    }),
  };
  return Object.fromEntries(
    Object.entries(kinds).map(([name, kind]) => [
      name,
      {
        '': 'org.apache.iceberg.spark.SparkCatalog',
        ...kind,
        'io-impl': 'org.apache.iceberg.aws.s3.S3FileIO',
        's3.endpoint': s3.endpoint,
        's3.path-style-access': 'true',
        's3.access-key-id': s3.accessKeyId,
        's3.secret-access-key': s3.secretAccessKey,
        'client.region': s3.region,
      },
    ]),
  );
}
