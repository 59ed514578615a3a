import type { KubernetesObject } from '../../src/kubernetes';
import { restrictedContainer, restrictedPod } from './restricted';

/** As Iceberg's JDBC catalog has them, with views: Trino does not make them. */
const JDBC_CATALOG_TABLES = `
CREATE TABLE iceberg_tables(catalog_name VARCHAR(255) NOT NULL, table_namespace VARCHAR(255) NOT NULL, table_name VARCHAR(255) NOT NULL, metadata_location VARCHAR(1000), previous_metadata_location VARCHAR(1000), iceberg_type VARCHAR(5), PRIMARY KEY (catalog_name, table_namespace, table_name));
CREATE TABLE iceberg_namespace_properties(catalog_name VARCHAR(255) NOT NULL, namespace VARCHAR(255) NOT NULL, property_key VARCHAR(255), property_value VARCHAR(1000), PRIMARY KEY (catalog_name, namespace, property_key));
`;

const SECRET: KubernetesObject = {
  ...{ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'lake' } },
  stringData: { database: 'not-a-secret', 's3-key': 'not-one-either' },
};

const fromSecret = (name: string, key: string) => ({
  name,
  valueFrom: { secretKeyRef: { name: 'lake', key } },
});

/** PostgreSQL on a volume, with the database `lake` for a JDBC catalog. */
export const POSTGRES: KubernetesObject[] = [
  SECRET,
  {
    ...{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'tables' } },
    data: { 'tables.sql': JDBC_CATALOG_TABLES },
  },
  {
    ...{ apiVersion: 'v1', kind: 'Service', metadata: { name: 'postgres' } },
    spec: {
      clusterIP: 'None',
      selector: { app: 'postgres' },
      ports: [{ port: 5432 }],
    },
  },
  {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'postgres' },
    spec: {
      serviceName: 'postgres',
      selector: { matchLabels: { app: 'postgres' } },
      template: {
        metadata: { labels: { app: 'postgres' } },
        spec: {
          securityContext: {
            ...{ runAsNonRoot: true, fsGroup: 999 },
            seccompProfile: { type: 'RuntimeDefault' },
          },
          containers: [
            restrictedContainer({
              ...{ name: 'main', image: 'postgres:17' },
              env: [
                { name: 'POSTGRES_DB', value: 'lake' },
                { name: 'PGDATA', value: '/data/pgdata' },
                fromSecret('POSTGRES_PASSWORD', 'database'),
              ],
              readinessProbe: {
                exec: {
                  command: ['pg_isready', '-h', '127.0.0.1', '-d', 'lake'],
                },
                ...{ periodSeconds: 1, timeoutSeconds: 5 },
              },
              volumeMounts: [
                { name: 'data', mountPath: '/data' },
                { name: 'tables', mountPath: '/docker-entrypoint-initdb.d' },
              ],
            }),
          ],
          volumes: [{ name: 'tables', configMap: { name: 'tables' } }],
        },
      },
      volumeClaimTemplates: [
        {
          metadata: { name: 'data' },
          spec: {
            accessModes: ['ReadWriteOnce'],
            resources: { requests: { storage: '1Gi' } },
          },
        },
      ],
    },
  },
];

/** The S3 gateway before a folder of the pod, with the bucket `lake`. */
export function s3Gateway(image: string): KubernetesObject[] {
  return served(
    's3',
    7070,
    {
      image,
      command: ['sh', '-c'],
      args: [
        'mkdir -p /data/buckets/lake /data/side && exec versitygw --port :7070 --health /healthz --region us-east-1 posix --sidecar /data/side /data/buckets',
      ],
      env: [
        { name: 'ROOT_ACCESS_KEY_ID', value: 'lakekey' },
        fromSecret('ROOT_SECRET_ACCESS_KEY', 's3-key'),
      ],
      readinessProbe: {
        httpGet: { path: '/healthz', port: 7070 },
        periodSeconds: 1,
      },
      volumeMounts: [{ name: 'data', mountPath: '/data' }],
    },
    [{ name: 'data', emptyDir: {} }],
  );
}

const properties = (values: Record<string, string>) =>
  Object.entries(values)
    .map(([key, value]) => `${key}=${value}\n`)
    .join('');

const S3_PROPERTIES = {
  'fs.native-s3.enabled': 'true',
  's3.endpoint': 'http://s3:7070',
  's3.region': 'us-east-1',
  's3.path-style-access': 'true',
  's3.aws-access-key': 'lakekey',
  's3.aws-secret-key': '${ENV:S3_KEY}',
};

/** A pod that is reached by its name, and the service for that. */
function served(
  name: string,
  port: number,
  container: object,
  volumes: object[] = [],
): KubernetesObject[] {
  const pod = restrictedPod(name, { name: 'main', ...container }, volumes);
  pod.metadata.labels = { app: name };
  return [
    {
      ...{ apiVersion: 'v1', kind: 'Service', metadata: { name } },
      spec: { selector: { app: name }, ports: [{ port }] },
    },
    pod,
  ];
}

/** A Hive Metastore with its tables in the database above, and Nessie with its data in memory. */
export function otherCatalogs(images: {
  hive: string;
  nessie: string;
}): KubernetesObject[] {
  const site = Object.entries({
    'metastore.thrift.uris': 'thrift://0.0.0.0:9083',
    'metastore.warehouse.dir': 's3://lake/hms',
    'javax.jdo.option.ConnectionURL': 'jdbc:postgresql://postgres:5432/lake',
    'javax.jdo.option.ConnectionDriverName': 'org.postgresql.Driver',
    'javax.jdo.option.ConnectionUserName': 'postgres',
    'javax.jdo.option.ConnectionPassword': 'not-a-secret',
    'metastore.expression.proxy':
      'org.apache.hadoop.hive.metastore.DefaultPartitionExpressionProxy',
    'metastore.task.threads.always':
      'org.apache.hadoop.hive.metastore.events.EventCleanerTask',
  })
    .map(
      ([key, value]) =>
        `<property><name>${key}</name><value>${value}</value></property>`,
    )
    .join('');
  return [
    {
      ...{ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'metastore' } },
      stringData: {
        'metastore-site.xml': `<configuration>${site}</configuration>`,
      },
    },
    ...served(
      // A service "metastore" would give its pod a variable METASTORE_PORT, which the image takes for its own.
      'hive-metastore',
      9083,
      {
        image: images.hive,
        resources: { limits: { memory: '1Gi' } },
        env: [
          { name: 'SERVICE_NAME', value: 'metastore' },
          { name: 'DB_DRIVER', value: 'postgres' },
          { name: 'HIVE_CUSTOM_CONF_DIR', value: '/conf' },
        ],
        readinessProbe: { tcpSocket: { port: 9083 }, periodSeconds: 1 },
        volumeMounts: [{ name: 'conf', mountPath: '/conf' }],
      },
      [{ name: 'conf', secret: { secretName: 'metastore' } }],
    ),
    {
      ...{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'nessie' } },
      data: {
        'application.properties': properties({
          'quarkus.otel.sdk.disabled': 'true',
          'nessie.version.store.type': 'IN_MEMORY',
          'nessie.catalog.default-warehouse': 'warehouse',
          'nessie.catalog.warehouses.warehouse.location': 's3://lake/nessie',
          'nessie.catalog.service.s3.default-options.endpoint':
            'http://s3:7070/',
          'nessie.catalog.service.s3.default-options.region': 'us-east-1',
          'nessie.catalog.service.s3.default-options.path-style-access': 'true',
          'nessie.catalog.service.s3.default-options.access-key':
            'urn:nessie-secret:quarkus:lakecreds',
          'lakecreds.name': 'lakekey',
          'lakecreds.secret': '${S3_KEY}',
        }),
      },
    },
    ...served(
      'nessie',
      19120,
      {
        image: images.nessie,
        resources: { limits: { memory: '1Gi' } },
        env: [fromSecret('S3_KEY', 's3-key')],
        readinessProbe: {
          httpGet: { path: '/api/v2/config', port: 19120 },
          periodSeconds: 1,
        },
        volumeMounts: [{ name: 'config', mountPath: '/deployments/config' }],
      },
      [{ name: 'config', configMap: { name: 'nessie' } }],
    ),
  ];
}

/** Trino on one node, with the catalogs `tpch`, `lake`, `hms` and `nessie`: Iceberg, in the pods above. */
export const TRINO: KubernetesObject[] = [
  {
    ...{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'trino' } },
    data: {
      'config.properties': properties({
        coordinator: 'true',
        'node-scheduler.include-coordinator': 'true',
        'http-server.http.port': '8080',
        'discovery.uri': 'http://localhost:8080',
        'query.max-memory': '300MB',
        'query.max-memory-per-node': '300MB',
        'memory.heap-headroom-per-node': '200MB',
      }),
      'node.properties': properties({
        'node.environment': 'test',
        'node.data-dir': '/data/trino',
      }),
      'log.properties': properties({ 'io.trino': 'INFO' }),
      'jvm.config': [
        ...['-server', '-Xmx1G', '-XX:+UseSerialGC'],
        ...['-XX:TieredStopAtLevel=1', '-XX:+ExitOnOutOfMemoryError'],
        '-Djdk.attach.allowAttachSelf=true',
        '--enable-native-access=ALL-UNNAMED',
        '--sun-misc-unsafe-memory-access=allow',
        ...['--add-modules=jdk.incubator.vector', ''],
      ].join('\n'),
    },
  },
  {
    ...{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'catalogs' } },
    data: {
      'tpch.properties': properties({ 'connector.name': 'tpch' }),
      'hms.properties': properties({
        'connector.name': 'iceberg',
        'iceberg.catalog.type': 'hive_metastore',
        'hive.metastore.uri': 'thrift://hive-metastore:9083',
        ...S3_PROPERTIES,
      }),
      'nessie.properties': properties({
        'connector.name': 'iceberg',
        'iceberg.catalog.type': 'rest',
        'iceberg.rest-catalog.uri': 'http://nessie:19120/iceberg',
        'iceberg.rest-catalog.warehouse': 'warehouse',
        ...S3_PROPERTIES,
      }),
      'lake.properties': properties({
        'connector.name': 'iceberg',
        'iceberg.catalog.type': 'jdbc',
        'iceberg.jdbc-catalog.driver-class': 'org.postgresql.Driver',
        'iceberg.jdbc-catalog.connection-url':
          'jdbc:postgresql://postgres:5432/lake',
        'iceberg.jdbc-catalog.connection-user': 'postgres',
        'iceberg.jdbc-catalog.connection-password': '${ENV:DATABASE_PASSWORD}',
        'iceberg.jdbc-catalog.catalog-name': 'lake',
        'iceberg.jdbc-catalog.default-warehouse-dir': 's3://lake/warehouse',
        ...S3_PROPERTIES,
      }),
    },
  },
  restrictedPod(
    'trino',
    {
      ...{ name: 'main', image: 'trinodb/trino:476' },
      resources: { limits: { memory: '2Gi' } },
      env: [
        fromSecret('DATABASE_PASSWORD', 'database'),
        fromSecret('S3_KEY', 's3-key'),
      ],
      readinessProbe: {
        exec: { command: ['/usr/lib/trino/bin/health-check'] },
        ...{ periodSeconds: 2, timeoutSeconds: 5 },
      },
      volumeMounts: [
        { name: 'etc', mountPath: '/etc/trino' },
        { name: 'catalogs', mountPath: '/etc/trino/catalog' },
      ],
    },
    [
      { name: 'etc', configMap: { name: 'trino' } },
      { name: 'catalogs', configMap: { name: 'catalogs' } },
    ],
  ),
];
