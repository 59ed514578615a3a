import { databaseAccess } from '../database/databaseAccess';
import { metadataOf, nameOf } from '../model/metadata';
import { jobOf } from '../pods/jobOf';
import { smallResources, SMALL_RESOURCES } from '../pods/resources';
import { envFrom } from '../secrets/SecretUse';
import { s3Access } from '../storage/s3Access';
import { TRINO_USER } from '../trino/trinoUser';
import { catalogServer } from './catalogServer';
import type { CatalogRenderer } from './CatalogParts';
import { CALL_FUNCTION } from './setupScript';

const PORT = 8181;
/** User id of Lakekeeper's image (distroless, nonroot). */
const LAKEKEEPER_USER = 65532;

/** Lakekeeper with its state in PostgreSQL, and one warehouse. */
export const lakekeeperCatalog: CatalogRenderer = lakehouse => {
  const { storage } = lakehouse;
  const { host, port, database, ssl, login } = databaseAccess(lakehouse);
  const s3 = s3Access(lakehouse)!;
  const image = lakehouse.images.lakekeeper;
  const uri = `http://${nameOf(lakehouse, 'lakekeeper')}:${PORT}`;
  const env = [
    { name: 'LAKEKEEPER__PG_HOST_R', value: host },
    { name: 'LAKEKEEPER__PG_HOST_W', value: host },
    { name: 'LAKEKEEPER__PG_PORT', value: String(port) },
    { name: 'LAKEKEEPER__PG_DATABASE', value: database },
    {
      name: 'LAKEKEEPER__PG_SSL_MODE',
      value: ssl === 'require' ? 'require' : 'prefer',
    },
    envFrom('LAKEKEEPER__PG_USER', login.user),
    envFrom('LAKEKEEPER__PG_PASSWORD', login.password),
    envFrom('LAKEKEEPER__PG_ENCRYPTION_KEY', {
      secret: nameOf(lakehouse, 'lakekeeper'),
      key: 'encryption-key',
    }),
    { name: 'LAKEKEEPER__BASE_URI', value: uri },
  ];
  const script = `${CALL_FUNCTION}
call POST /management/v1/bootstrap 200 204 400 409 <<'END'
{"accept-terms-of-use":true}
END
call POST /management/v1/warehouse 200 201 400 409 <<END
${JSON.stringify({
  'warehouse-name': lakehouse.catalogName,
  'storage-profile': {
    type: 's3',
    bucket: s3.bucket,
    'key-prefix': storage.prefix,
    ...(s3.endpoint ? { endpoint: s3.endpoint } : {}),
    region: s3.region,
    'path-style-access': s3.pathStyleAccess,
    flavor: s3.endpoint ? 's3-compat' : 'aws',
    'sts-enabled': false,
  },
  'storage-credential': {
    type: 's3',
    'credential-type': 'access-key',
    'aws-access-key-id': '$ACCESS_KEY',
    'aws-secret-access-key': '$SECRET_KEY',
  },
})}
END
# 400 says that it is there already, or that it is wrong: what counts is that the catalog now answers for it.
call GET '/catalog/v1/config?warehouse=${lakehouse.catalogName}' 200 < /dev/null
`;
  const scripts = metadataOf(lakehouse, 'lakekeeper-setup', 'catalog-setup');
  return {
    title: 'Lakekeeper',
    objects: [
      {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: scripts,
        data: { 'setup.sh': script },
      },
      ...catalogServer(lakehouse, {
        ...{ name: 'lakekeeper', port: PORT, user: LAKEKEEPER_USER, image },
        initContainers: [
          {
            ...{ name: 'migrate', image, env },
            args: ['migrate'],
            resources: smallResources(SMALL_RESOURCES.job),
          },
        ],
        container: {
          args: ['serve'],
          env,
          readinessProbe: {
            httpGet: { path: '/health', port: PORT },
            periodSeconds: 5,
            timeoutSeconds: 5,
          },
          livenessProbe: {
            httpGet: { path: '/health', port: PORT },
            periodSeconds: 20,
            timeoutSeconds: 5,
            failureThreshold: 6,
          },
        },
      }),
      jobOf(lakehouse, 'catalog-setup', {
        user: TRINO_USER,
        reads: script,
        containers: [
          {
            name: 'setup',
            image: lakehouse.images.trino,
            command: ['bash', '/scripts/setup.sh'],
            env: [
              { name: 'CATALOG', value: uri },
              envFrom('ACCESS_KEY', s3.keys!.accessKey),
              envFrom('SECRET_KEY', s3.keys!.secretKey),
            ],
            resources: smallResources(SMALL_RESOURCES.job),
            volumeMounts: [
              { name: 'scripts', mountPath: '/scripts', readOnly: true },
            ],
          },
        ],
        volumes: [{ name: 'scripts', configMap: { name: scripts.name } }],
      }),
    ],
    properties: {
      'iceberg.catalog.type': 'rest',
      'iceberg.rest-catalog.uri': `${uri}/catalog`,
      'iceberg.rest-catalog.warehouse': lakehouse.catalogName,
      'iceberg.rest-catalog.nested-namespace-enabled': 'true',
    },
  };
};
