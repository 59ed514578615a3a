import { databaseAccess, jdbcUrl } from '../database/databaseAccess';
import { metadataOf, nameOf } from '../model/metadata';
import { propertiesText } from '../model/propertiesText';
import { envFrom } from '../secrets/SecretUse';
import { s3Access } from '../storage/s3Access';
import { warehouseLocation } from '../storage/warehouseLocation';
import { catalogServer } from './catalogServer';
import type { CatalogRenderer } from './CatalogParts';

const PORT = 19120;
/** User id of Nessie's image. */
const NESSIE_USER = 10000;

/** Nessie with its commits in PostgreSQL; Trino speaks Iceberg REST with it, which has views. */
export const nessieCatalog: CatalogRenderer = lakehouse => {
  const database = databaseAccess(lakehouse);
  const s3 = s3Access(lakehouse)!;
  const options = 'nessie.catalog.service.s3.default-options';
  const text = propertiesText({
    'quarkus.otel.sdk.disabled': 'true',
    'nessie.version.store.type': 'JDBC',
    'nessie.version.store.persist.jdbc.datasource': 'postgresql',
    'quarkus.datasource.postgresql.jdbc.url': jdbcUrl(database),
    'quarkus.datasource.postgresql.username': '${DATABASE_USER}',
    'quarkus.datasource.postgresql.password': '${DATABASE_PASSWORD}',
    'nessie.catalog.default-warehouse': 'warehouse',
    'nessie.catalog.warehouses.warehouse.location':
      warehouseLocation(lakehouse),
    [`${options}.endpoint`]: s3.endpoint,
    [`${options}.region`]: s3.region,
    [`${options}.path-style-access`]: s3.pathStyleAccess,
    [`${options}.access-key`]: 'urn:nessie-secret:quarkus:storage',
    'storage.name': '${S3_ACCESS_KEY}',
    'storage.secret': '${S3_SECRET_KEY}',
  });
  const config = metadataOf(lakehouse, 'nessie', 'catalog');
  return {
    title: 'Nessie: branches and commits of the whole catalog',
    objects: [
      {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: config,
        data: { 'application.properties': text },
      },
      ...catalogServer(lakehouse, {
        ...{ name: 'nessie', port: PORT, user: NESSIE_USER },
        image: lakehouse.images.nessie,
        reads: text,
        container: {
          env: [
            envFrom('DATABASE_USER', database.login.user),
            envFrom('DATABASE_PASSWORD', database.login.password),
            envFrom('S3_ACCESS_KEY', s3.keys!.accessKey),
            envFrom('S3_SECRET_KEY', s3.keys!.secretKey),
          ],
          volumeMounts: [
            {
              name: 'config',
              mountPath: '/deployments/config',
              readOnly: true,
            },
          ],
          readinessProbe: {
            httpGet: { path: '/api/v2/config', port: PORT },
            periodSeconds: 5,
            timeoutSeconds: 5,
          },
          livenessProbe: {
            tcpSocket: { port: PORT },
            periodSeconds: 20,
            failureThreshold: 6,
          },
        },
        volumes: [{ name: 'config', configMap: { name: config.name } }],
      }),
    ],
    properties: {
      'iceberg.catalog.type': 'rest',
      'iceberg.rest-catalog.uri': `http://${nameOf(
        lakehouse,
        'nessie',
      )}:${PORT}/iceberg`,
      'iceberg.rest-catalog.warehouse': 'warehouse',
    },
  };
};
