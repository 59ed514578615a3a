import type { Container } from 'kubernetes-types/core/v1';
import type { Lakehouse } from '../../document';
import { databaseAccess, jdbcUrl } from '../database/databaseAccess';
import { metadataOf, nameOf } from '../model/metadata';
import { jobOf } from '../pods/jobOf';
import { smallResources, SMALL_RESOURCES } from '../pods/resources';
import { envFrom } from '../secrets/SecretUse';
import { s3Access, type S3Access } from '../storage/s3Access';
import { warehouseLocation } from '../storage/warehouseLocation';
import { catalogServer } from './catalogServer';
import type { CatalogRenderer } from './CatalogParts';
import { hadoopXml } from './hadoopXml';

const PORT = 9083;
/** User id of the image of Hive. */
const HIVE_USER = 1000;

/** Hive Metastore; its schema is made by a Job, so that replicas and restarts do not race for it. */
export const hiveCatalog: CatalogRenderer = lakehouse => {
  const site = siteXml(lakehouse, s3Access(lakehouse)!);
  const config = metadataOf(lakehouse, 'metastore', 'catalog');
  const image = lakehouse.images.hive;
  const shared = {
    initContainers: [driver(lakehouse)],
    volumes: [
      { name: 'config', configMap: { name: config.name } },
      { name: 'driver', emptyDir: {} },
      { name: 'hive-conf', emptyDir: {} },
    ],
  };
  const mounts = [
    { name: 'config', mountPath: '/hive-config', readOnly: true },
    { name: 'hive-conf', mountPath: '/opt/hive/conf' },
    {
      ...{ name: 'driver', mountPath: '/opt/hive/lib/postgresql.jar' },
      ...{ subPath: 'postgresql.jar', readOnly: true },
    },
  ];
  const env = [...environment(lakehouse), { name: 'IS_RESUME', value: 'true' }];
  return {
    title: 'Hive Metastore',
    objects: [
      {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: config,
        data: { 'hive-site.xml': site },
      },
      jobOf(lakehouse, 'catalog-setup', {
        user: HIVE_USER,
        reads: site,
        ...shared,
        containers: [
          {
            ...{ name: 'schema', image, env },
            // The database may not be there yet, and schematool gives up at once.
            command: ['bash', '-c', SCHEMA_SCRIPT],
            resources: smallResources({
              ...SMALL_RESOURCES.job,
              memory: '1Gi',
            }),
            volumeMounts: mounts,
          },
        ],
      }),
      ...catalogServer(lakehouse, {
        ...{
          name: 'metastore',
          port: PORT,
          user: HIVE_USER,
          image,
          reads: site,
        },
        ...shared,
        initContainers: [
          ...shared.initContainers,
          {
            ...{ name: 'wait-for-schema', image, env },
            command: ['bash', '-c', WAIT_SCRIPT],
            resources: smallResources({
              ...SMALL_RESOURCES.job,
              memory: '1Gi',
            }),
            volumeMounts: mounts,
          },
        ],
        container: {
          env,
          volumeMounts: mounts,
          readinessProbe: { tcpSocket: { port: PORT }, periodSeconds: 5 },
          livenessProbe: {
            tcpSocket: { port: PORT },
            periodSeconds: 20,
            failureThreshold: 6,
          },
        },
      }),
    ],
    properties: {
      'iceberg.catalog.type': 'hive_metastore',
      'hive.metastore.uri': `thrift://${nameOf(
        lakehouse,
        'metastore',
      )}:${PORT}`,
    },
  };
};

const SCHEMA_SCRIPT = `set -u
cp /hive-config/hive-site.xml /opt/hive/conf/
for ((attempt = 1; attempt <= 60; attempt++)); do
  /opt/hive/bin/schematool -dbType postgres -initOrUpgradeSchema && exit 0
  echo "Attempt $attempt failed; again in 5 s" >&2
  sleep 5
done
exit 1
`;

/** A metastore that finds no schema gives up, and would be restarted less and less often. */
const WAIT_SCRIPT = `set -u
cp /hive-config/hive-site.xml /opt/hive/conf/
until /opt/hive/bin/schematool -dbType postgres -info > /tmp/schema 2>&1; do
  echo 'No schema yet' >&2
  sleep 5
done
`;

/** Values of Secrets are read from the environment, as Hadoop's configuration lets `${env.NAME}` do. */
function siteXml(lakehouse: Lakehouse, s3: S3Access): string {
  const warehouse = warehouseLocation(lakehouse).replace(/^s3:/, 's3a:');
  return hadoopXml({
    'metastore.thrift.port': String(PORT),
    'metastore.warehouse.dir': warehouse,
    'hive.metastore.warehouse.dir': warehouse,
    'javax.jdo.option.ConnectionURL': jdbcUrl(databaseAccess(lakehouse)),
    'javax.jdo.option.ConnectionDriverName': 'org.postgresql.Driver',
    'javax.jdo.option.ConnectionUserName': '${env.DATABASE_USER}',
    'javax.jdo.option.ConnectionPassword': '${env.DATABASE_PASSWORD}',
    // What Hive's own jobs need, and tables of Iceberg do not.
    'metastore.expression.proxy':
      'org.apache.hadoop.hive.metastore.DefaultPartitionExpressionProxy',
    'metastore.task.threads.always':
      'org.apache.hadoop.hive.metastore.events.EventCleanerTask',
    'fs.s3.impl': 'org.apache.hadoop.fs.s3a.S3AFileSystem',
    'fs.s3a.impl': 'org.apache.hadoop.fs.s3a.S3AFileSystem',
    ...(s3.endpoint ? { 'fs.s3a.endpoint': s3.endpoint } : {}),
    'fs.s3a.endpoint.region': s3.region,
    'fs.s3a.path.style.access': String(s3.pathStyleAccess),
    'fs.s3a.access.key': '${env.AWS_ACCESS_KEY_ID}',
    'fs.s3a.secret.key': '${env.AWS_SECRET_ACCESS_KEY}',
  });
}

function environment(lakehouse: Lakehouse) {
  const { login } = databaseAccess(lakehouse);
  const { keys } = s3Access(lakehouse)!;
  return [
    { name: 'SERVICE_NAME', value: 'metastore' },
    { name: 'DB_DRIVER', value: 'postgres' },
    { name: 'HIVE_CUSTOM_CONF_DIR', value: '/hive-config' },
    // Its image has Hadoop's client for S3, but not where Hive looks for it.
    { name: 'HADOOP_OPTIONAL_TOOLS', value: 'hadoop-aws' },
    { name: 'HADOOP_CLIENT_OPTS', value: '-Xmx768m' },
    envFrom('DATABASE_USER', login.user),
    envFrom('DATABASE_PASSWORD', login.password),
    envFrom('AWS_ACCESS_KEY_ID', keys!.accessKey),
    envFrom('AWS_SECRET_ACCESS_KEY', keys!.secretKey),
  ];
}

/** The image of Hive has no driver for PostgreSQL; that of Trino has. */
function driver(lakehouse: Lakehouse): Container {
  return {
    name: 'driver',
    image: lakehouse.images.trino,
    command: [
      ...['sh', '-c'],
      'set -eu; jar="$(find /usr/lib/trino -name "*postgresql-4*.jar" | head -n 1)"; test -n "$jar"; cp -L "$jar" /driver/postgresql.jar',
    ],
    resources: smallResources(SMALL_RESOURCES.job),
    volumeMounts: [{ name: 'driver', mountPath: '/driver' }],
  };
}
