import { bareDatabase, bareUrl, schemaOption } from '../addresses';
import { catalogName, unityRestUrl, warehouseOf } from '../icebergSettings';
import {
  headerVariable,
  optionalSetting,
  type Setting,
  TRUST_STORE,
  VARIABLES,
} from '../Setting';
import type { SnippetAuth, SnippetCatalog } from '../SnippetCatalog';
import type { SnippetContext } from '../SnippetContext';

/** Properties of Trino's Iceberg connector that open the catalog (476 to 483). */
export function trinoCatalogSettings(context: SnippetContext): Setting[] {
  const { catalog } = context;
  switch (catalog.kind) {
    case 'postgresql':
    case 'mysql':
      return [
        ['iceberg.catalog.type', 'jdbc'],
        ['iceberg.jdbc-catalog.catalog-name', catalogName(context)],
        [
          'iceberg.jdbc-catalog.driver-class',
          catalog.kind === 'mysql'
            ? 'com.mysql.cj.jdbc.Driver'
            : 'org.postgresql.Driver',
        ],
        [
          'iceberg.jdbc-catalog.connection-url',
          `jdbc:${catalog.kind}://${bareDatabase(
            catalog.address,
          )}${schemaOption(catalog.schema)}`,
        ],
        ['iceberg.jdbc-catalog.connection-user', { secret: VARIABLES.user }],
        [
          'iceberg.jdbc-catalog.connection-password',
          { secret: VARIABLES.password },
        ],
        ['iceberg.jdbc-catalog.default-warehouse-dir', warehouseOf(context)],
      ];
    case 'rest':
      return restSettings(
        {
          url: bareUrl(catalog.url),
          warehouse: catalog.warehouse,
          auth: catalog.auth,
        },
        context,
        [
          ...optionalSetting('iceberg.rest-catalog.prefix', catalog.prefix),
          ...(catalog.vendedCredentials
            ? ([
                ['iceberg.rest-catalog.vended-credentials-enabled', 'true'],
              ] satisfies Setting[])
            : []),
          ...headerSettings(catalog.headers),
        ],
      );
    case 'unity':
      return restSettings(
        {
          url: unityRestUrl(catalog),
          warehouse: catalog.catalog,
          auth: catalog.auth,
        },
        context,
        [['iceberg.security', 'read_only']],
      );
    case 'nessie':
      return [
        ['iceberg.catalog.type', 'nessie'],
        ['iceberg.nessie-catalog.uri', `${bareUrl(catalog.url)}/api/v2`],
        ['iceberg.nessie-catalog.ref', catalog.reference],
        ['iceberg.nessie-catalog.default-warehouse-dir', warehouseOf(context)],
        ...(catalog.auth.kind === 'bearer'
          ? ([
              ['iceberg.nessie-catalog.authentication.type', 'BEARER'],
              [
                'iceberg.nessie-catalog.authentication.token',
                { secret: VARIABLES.token },
              ],
            ] satisfies Setting[])
          : []),
      ];
    case 'hive':
      return [
        ['iceberg.catalog.type', 'hive_metastore'],
        ['hive.metastore.uri', catalog.uris.join(',')],
        ...optionalSetting(
          'hive.metastore.thrift.catalog-name',
          catalog.catalogName,
        ),
        ...(catalog.isEncrypted
          ? ([
              ['hive.metastore.thrift.client.ssl.enabled', 'true'],
              [
                'hive.metastore.thrift.client.ssl.trust-certificate',
                TRUST_STORE,
              ],
            ] satisfies Setting[])
          : []),
      ];
    case 'glue':
      return [
        ['iceberg.catalog.type', 'glue'],
        ...optionalSetting('hive.metastore.glue.region', catalog.region),
        ...optionalSetting('hive.metastore.glue.catalogid', catalog.catalogId),
        ...optionalSetting(
          'hive.metastore.glue.endpoint-url',
          catalog.endpoint,
        ),
      ];
    default:
      return [];
  }
}

/** Properties of Trino's file systems. */
export function trinoStoreSettings(context: SnippetContext): Setting[] {
  const { store, catalog } = context;
  switch (store.kind) {
    case 'local':
      return [
        ['fs.native-local.enabled', 'true'],
        ['local.location', '/'],
      ];
    case 's3':
      return [
        // 481 and newer call it fs.s3.enabled, and still take this name.
        ['fs.native-s3.enabled', 'true'],
        ...optionalSetting('s3.endpoint', store.endpoint),
        ...optionalSetting('s3.region', store.region ?? regionOf(catalog)),
        ...(store.pathStyle
          ? ([['s3.path-style-access', 'true']] satisfies Setting[])
          : []),
        ...((lendsCredentials(catalog) || store.anonymous) && !isSigned(catalog)
          ? []
          : ([
              ['s3.aws-access-key', { secret: VARIABLES.awsKey }],
              ['s3.aws-secret-key', { secret: VARIABLES.awsSecret }],
            ] satisfies Setting[])),
      ];
    case 'gs':
      return [
        ['fs.native-gcs.enabled', 'true'],
        ...optionalSetting('gcs.endpoint', store.endpoint),
        ...(lendsCredentials(catalog)
          ? []
          : ([
              ['gcs.json-key-file-path', { secret: VARIABLES.googleKeyFile }],
            ] satisfies Setting[])),
      ];
    case 'azure':
      return [
        ['fs.native-azure.enabled', 'true'],
        ...(lendsCredentials(catalog)
          ? []
          : ([
              ['azure.auth-type', 'ACCESS_KEY'],
              ['azure.access-key', { secret: VARIABLES.azureKey }],
            ] satisfies Setting[])),
      ];
    default:
      return [];
  }
}

function restSettings(
  rest: { url: string; warehouse?: string; auth: SnippetAuth },
  context: SnippetContext,
  more: Setting[],
): Setting[] {
  const { namespace, table } = context;
  return [
    ['iceberg.catalog.type', 'rest'],
    ['iceberg.rest-catalog.uri', rest.url],
    ...optionalSetting('iceberg.rest-catalog.warehouse', rest.warehouse),
    ...authSettings(rest.auth),
    ...(namespace.length > 1
      ? ([
          ['iceberg.rest-catalog.nested-namespace-enabled', 'true'],
        ] satisfies Setting[])
      : []),
    ...([...namespace, table].some(hasUpperCase)
      ? ([
          ['iceberg.rest-catalog.case-insensitive-name-matching', 'true'],
        ] satisfies Setting[])
      : []),
    ...more,
  ];
}

/** Whether Trino, whose names are in lower case, would not find this name as it is. */
export function hasUpperCase(name: string): boolean {
  return name !== name.toLocaleLowerCase('en-US');
}

function authSettings(auth: SnippetAuth): Setting[] {
  const security: Setting = [
    'iceberg.rest-catalog.security',
    auth.kind === 'sigv4' ? 'SIGV4' : 'OAUTH2',
  ];
  switch (auth.kind) {
    case 'bearer':
      return [
        security,
        ['iceberg.rest-catalog.oauth2.token', { secret: VARIABLES.token }],
      ];
    case 'oauth2':
      return [
        security,
        [
          'iceberg.rest-catalog.oauth2.credential',
          { secret: VARIABLES.credential },
        ],
        ...optionalSetting(
          'iceberg.rest-catalog.oauth2.server-uri',
          auth.serverUrl,
        ),
        ...optionalSetting('iceberg.rest-catalog.oauth2.scope', auth.scope),
      ];
    case 'sigv4':
      // It signs with s3.region and the keys of s3, and starts without leave to write only.
      return [
        security,
        ...optionalSetting('iceberg.rest-catalog.signing-name', auth.service),
        ['iceberg.security', 'read_only'],
      ];
    default:
      return [];
  }
}

/** Trino takes headers from 481 on, all of them in one property. */
function headerSettings(headers: string[] | undefined): Setting[] {
  return headers && headers.length > 0
    ? [
        [
          'iceberg.rest-catalog.http-headers',
          headers
            .map(header => `${header}: \${ENV:${headerVariable(header)}}`)
            .join(', '),
        ],
      ]
    : [];
}

function lendsCredentials(catalog: SnippetCatalog): boolean {
  return 'vendedCredentials' in catalog && catalog.vendedCredentials === true;
}

function isSigned(catalog: SnippetCatalog): boolean {
  return 'auth' in catalog && catalog.auth.kind === 'sigv4';
}

function regionOf(catalog: SnippetCatalog): string | undefined {
  if ('auth' in catalog && catalog.auth.kind === 'sigv4')
    return catalog.auth.region;
  return catalog.kind === 'glue' ? catalog.region : undefined;
}
