import { databaseAccess, jdbcUrl } from '../database/databaseAccess';
import { metadataOf, nameOf } from '../model/metadata';
import { jobOf } from '../pods/jobOf';
import { smallResources, SMALL_RESOURCES } from '../pods/resources';
import { envFrom } from '../secrets/SecretUse';
import { s3Access } from '../storage/s3Access';
import { warehouseLocation } from '../storage/warehouseLocation';
import { TRINO_USER } from '../trino/trinoUser';
import { catalogServer } from './catalogServer';
import type { CatalogRenderer } from './CatalogParts';
import { CALL_FUNCTION } from './setupScript';

const PORT = 8181;
/** User id of the images of Polaris. */
const POLARIS_USER = 10000;

/** Apache Polaris with its entities in PostgreSQL, and one catalog. */
export const polarisCatalog: CatalogRenderer = lakehouse => {
  const { catalogName } = lakehouse;
  const database = databaseAccess(lakehouse);
  const s3 = s3Access(lakehouse)!;
  const secret = nameOf(lakehouse, 'polaris');
  const clientId = { secret, key: 'client-id' };
  const clientSecret = { secret, key: 'client-secret' };
  const persistence = [
    { name: 'POLARIS_PERSISTENCE_TYPE', value: 'relational-jdbc' },
    { name: 'QUARKUS_DATASOURCE_JDBC_URL', value: jdbcUrl(database) },
    envFrom('QUARKUS_DATASOURCE_USERNAME', database.login.user),
    envFrom('QUARKUS_DATASOURCE_PASSWORD', database.login.password),
  ];
  const keys = [
    envFrom('AWS_ACCESS_KEY_ID', s3.keys!.accessKey),
    envFrom('AWS_SECRET_ACCESS_KEY', s3.keys!.secretKey),
  ];
  const script = setupScript(
    catalogName,
    JSON.stringify({
      catalog: {
        name: catalogName,
        type: 'INTERNAL',
        properties: { 'default-base-location': warehouseLocation(lakehouse) },
        storageConfigInfo: {
          storageType: 'S3',
          allowedLocations: [warehouseLocation(lakehouse)],
          ...(s3.endpoint ? { endpoint: s3.endpoint } : {}),
          region: s3.region,
          pathStyleAccess: s3.pathStyleAccess,
          // Trino has keys of its own; not every store lends any.
          stsUnavailable: true,
        },
      },
    }),
  );
  const scripts = metadataOf(lakehouse, 'polaris-setup', 'catalog-setup');
  const uri = `http://${nameOf(lakehouse, 'polaris')}:${PORT}`;
  return {
    title: 'Apache Polaris',
    objects: [
      {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: scripts,
        data: { 'setup.sh': script },
      },
      ...catalogServer(lakehouse, {
        ...{
          name: 'polaris',
          port: PORT,
          user: POLARIS_USER,
          managementPort: 8182,
        },
        image: lakehouse.images.polaris,
        container: {
          env: [
            ...persistence,
            ...keys,
            { name: 'POLARIS_REALM_CONTEXT_REALMS', value: 'POLARIS' },
          ],
          readinessProbe: {
            httpGet: { path: '/q/health/ready', port: 8182 },
            periodSeconds: 5,
            timeoutSeconds: 5,
          },
          livenessProbe: {
            httpGet: { path: '/q/health/live', port: 8182 },
            periodSeconds: 20,
            timeoutSeconds: 5,
            failureThreshold: 6,
          },
        },
      }),
      jobOf(lakehouse, 'catalog-setup', {
        user: TRINO_USER,
        reads: script,
        initContainers: [
          {
            name: 'bootstrap',
            image: lakehouse.images['polaris-admin'],
            // Exits 3 where the realm is there already, which is well.
            command: [
              ...['bash', '-c'],
              'java -jar /deployments/quarkus-run.jar bootstrap --realm=POLARIS --credential="POLARIS,$CLIENT_ID,$CLIENT_SECRET" || test $? -eq 3',
            ],
            env: [
              ...persistence,
              envFrom('CLIENT_ID', clientId),
              envFrom('CLIENT_SECRET', clientSecret),
            ],
            resources: smallResources({
              ...SMALL_RESOURCES.job,
              memory: '1Gi',
            }),
            securityContext: { runAsUser: POLARIS_USER },
          },
        ],
        containers: [
          {
            name: 'setup',
            image: lakehouse.images.trino,
            command: ['bash', '/scripts/setup.sh'],
            env: [
              { name: 'CATALOG', value: uri },
              envFrom('CLIENT_ID', clientId),
              envFrom('CLIENT_SECRET', clientSecret),
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
      'iceberg.rest-catalog.uri': `${uri}/api/catalog`,
      'iceberg.rest-catalog.warehouse': catalogName,
      'iceberg.rest-catalog.security': 'OAUTH2',
      'iceberg.rest-catalog.oauth2.server-uri': `${uri}/api/catalog/v1/oauth/tokens`,
      'iceberg.rest-catalog.oauth2.credential':
        '${ENV:CATALOG_CLIENT_ID}:${ENV:CATALOG_CLIENT_SECRET}',
      'iceberg.rest-catalog.oauth2.scope': 'PRINCIPAL_ROLE:ALL',
    },
    env: { CATALOG_CLIENT_ID: clientId, CATALOG_CLIENT_SECRET: clientSecret },
  };
};

/**
 * Polaris has no catalog at first; its administrator gives itself the right to use the one that is made. What it has already
 * is not given again: with its entities in a database, Polaris 1.4 fails at that (500, a duplicate key).
 */
function setupScript(catalog: string, body: string): string {
  return `${CALL_FUNCTION}
printf 'grant_type=client_credentials&client_id=%s&client_secret=%s&scope=PRINCIPAL_ROLE:ALL' "$CLIENT_ID" "$CLIENT_SECRET" |
  curl --silent --show-error --fail --retry 100 --retry-connrefused --retry-all-errors --retry-delay 2 \\
    --data-binary @- --output /tmp/token "$CATALOG/api/catalog/v1/oauth/tokens"
printf 'Authorization: Bearer %s\\n' "$(sed -e 's/.*"access_token" *: *"\\([^"]*\\)".*/\\1/' /tmp/token)" > /tmp/headers
call POST /api/management/v1/catalogs 201 409 <<'END'
${body}
END
call GET /api/management/v1/principal-roles/service_admin/catalog-roles/${catalog} 200 < /dev/null
[[ "$(< /tmp/answer)" == *'"catalog_admin"'* ]] ||
  call PUT /api/management/v1/principal-roles/service_admin/catalog-roles/${catalog} 201 204 409 <<'END'
{"catalogRole":{"name":"catalog_admin"}}
END
call GET /api/management/v1/catalogs/${catalog}/catalog-roles/catalog_admin/grants 200 < /dev/null
[[ "$(< /tmp/answer)" == *'"CATALOG_MANAGE_CONTENT"'* ]] ||
  call PUT /api/management/v1/catalogs/${catalog}/catalog-roles/catalog_admin/grants 201 204 409 <<'END'
{"grant":{"type":"catalog","privilege":"CATALOG_MANAGE_CONTENT"}}
END
`;
}
