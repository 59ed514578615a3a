import { JvmProgram } from '../jvm';
import { freePort } from '../processes';
import type { StoreServer } from '../stores';
import type { S3Access } from './S3Access';

/** Version of Apache Iceberg that serves. */
export const ICEBERG_REST_VERSION = '1.11.0';

/** Where the server keeps its pointers; a new database gets its tables by itself. */
export type IcebergRestBackend =
  | { type: 'memory' }
  /** `file`: path of the database. */
  | { type: 'sqlite'; file: string }
  /** `url`: `jdbc:postgresql://127.0.0.1:5432/database`. */
  | { type: 'postgresql'; url: string; user: string; password: string };

/**
 * Starts Apache Iceberg's reference server of the REST catalog, on the loopback interface. Fetched from Maven Central
 * on first use (145 MB).
 *
 * @param options - `warehouse`: `s3://bucket/folder` (with `s3`), or the path of a folder. `properties` go over those
 * that follow from the others.
 * @returns The server: `url` is the catalog's.
 * @throws MissingPrerequisiteError without Maven or a JDK 17 to 23.
 */
export async function startIcebergRest(options: {
  warehouse: string;
  backend?: IcebergRestBackend;
  s3?: S3Access;
  catalogName?: string;
  properties?: Record<string, string>;
}): Promise<StoreServer> {
  const program = new JvmProgram({
    pom: 'rest',
    sources: ['withparent', 'rest'],
    main: 'org.apache.iceberg.rest.LoopbackRest',
    memoryMb: 384,
  });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const properties = {
    'catalog.name': options.catalogName ?? 'rest_backend',
    warehouse: options.warehouse,
    ...backendProperties(options.backend ?? { type: 'memory' }),
    ...(options.s3
      ? {
          'io-impl': 'org.apache.iceberg.aws.s3.S3FileIO',
          's3.endpoint': options.s3.endpoint,
          's3.path-style-access': 'true',
          'client.region': options.s3.region,
        }
      : { 'io-impl': 'org.apache.iceberg.hadoop.HadoopFileIO' }),
    ...options.properties,
  };
  return program.start([String(port)], {
    url,
    readyUrl: `${url}/v1/config`,
    env: {
      CATALOG_PROPERTIES: Object.entries(properties)
        .map(([key, value]) => `${key}=${value}`)
        .join('\n'),
      ...(options.s3 && {
        AWS_REGION: options.s3.region,
        AWS_ACCESS_KEY_ID: options.s3.accessKeyId,
        AWS_SECRET_ACCESS_KEY: options.s3.secretAccessKey,
      }),
    },
  });
}

function backendProperties(
  backend: IcebergRestBackend,
): Record<string, string> {
  return {
    'catalog-impl': 'org.apache.iceberg.jdbc.JdbcCatalog',
    'jdbc.schema-version': 'V1',
    ...(backend.type === 'postgresql'
      ? {
          uri: backend.url,
          'jdbc.user': backend.user,
          'jdbc.password': backend.password,
        }
      : {
          // Not Iceberg's own catalog in memory: that one keeps the metadata files in memory too.
          uri: `jdbc:sqlite:${
            backend.type === 'memory' ? ':memory:' : backend.file
          }`,
          // Each connection to a database in memory has one of its own.
          clients: '1',
        }),
  };
}
