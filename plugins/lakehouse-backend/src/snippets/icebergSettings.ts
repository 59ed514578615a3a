import { bareDatabase, bareUrl, schemaOption } from './addresses';
import { restHeaderSettings, restTokenSettings } from './restSettings';
import { optionalSetting, type Setting, VARIABLES } from './Setting';
import type { SnippetAuth, SnippetCatalog } from './SnippetCatalog';
import type { CatalogContext } from './SnippetContext';

/**
 * Properties of Iceberg's own Java catalogs, which Spark and Flink open, with those of their file access
 * (Apache Iceberg 1.11, `CatalogProperties`, `RESTCatalogProperties`, `S3FileIOProperties`).
 */
export function icebergSettings(context: CatalogContext): Setting[] {
  const { catalog } = context;
  switch (catalog.kind) {
    case 'sqlite':
      return [
        ['uri', `jdbc:sqlite:${catalog.file}`],
        ['jdbc.schema-version', 'V1'],
        ['warehouse', warehouseOf(context)],
        ...fileSettings(context),
      ];
    case 'postgresql':
    case 'mysql':
      return [
        [
          'uri',
          `jdbc:${catalog.kind}://${bareDatabase(
            catalog.address,
          )}${schemaOption(catalog.schema)}`,
        ],
        ['jdbc.user', { secret: VARIABLES.user }],
        ['jdbc.password', { secret: VARIABLES.password }],
        ['warehouse', warehouseOf(context)],
        ...fileSettings(context),
      ];
    case 'rest':
      return [
        ['uri', bareUrl(catalog.url)],
        ...optionalSetting('warehouse', catalog.warehouse),
        ...optionalSetting('prefix', catalog.prefix),
        ...authSettings(catalog.auth),
        ...restHeaderSettings(catalog.headers),
        ...(catalog.vendedCredentials
          ? ([
              ['header.X-Iceberg-Access-Delegation', 'vended-credentials'],
            ] satisfies Setting[])
          : []),
        ...fileSettings(context),
      ];
    case 'nessie':
      return [
        ['uri', nessieRestUrl(catalog)],
        ...authSettings(catalog.auth),
        ...fileSettings(context),
      ];
    case 'hive':
      return [
        ['uri', catalog.uris.join(',')],
        ['warehouse', warehouseOf(context)],
        ...fileSettings(context),
      ];
    case 'glue':
      return [
        ['warehouse', warehouseOf(context)],
        ...optionalSetting('glue.id', catalog.catalogId),
        ...optionalSetting('glue.endpoint', catalog.endpoint),
        ...fileSettings(context, catalog.region),
      ];
    case 'unity':
      return [
        ['uri', unityRestUrl(catalog)],
        ['warehouse', catalog.catalog],
        ...authSettings(catalog.auth),
        ...fileSettings(context),
      ];
    default:
      return fileSettings(context);
  }
}

/** Value of `type` of a Java catalog; undefined where no catalog is opened. */
export function icebergType(catalog: SnippetCatalog): string | undefined {
  switch (catalog.kind) {
    case 'sqlite':
    case 'postgresql':
    case 'mysql':
      return 'jdbc';
    case 'rest':
    case 'nessie':
    case 'unity':
      return 'rest';
    case 'hive':
    case 'glue':
      return catalog.kind;
    default:
      return undefined;
  }
}

/** Jar with the file access of the store; undefined where none is needed. */
export function icebergBundle(context: CatalogContext): string | undefined {
  switch (context.store.kind) {
    case 's3':
      return 'iceberg-aws-bundle';
    case 'gs':
      return 'iceberg-gcp-bundle';
    case 'azure':
      return 'iceberg-azure-bundle';
    default:
      return context.catalog.kind === 'glue' ? 'iceberg-aws-bundle' : undefined;
  }
}

/** Address of Nessie's Iceberg REST face for a reference, and a warehouse if one is named. */
export function nessieRestUrl(
  catalog: Extract<SnippetCatalog, { kind: 'nessie' }>,
): string {
  const { url, reference, warehouse } = catalog;
  const prefix =
    warehouse === undefined ? reference : `${reference}|${warehouse}`;
  return `${bareUrl(url)}/iceberg/${encodeURIComponent(prefix)}`;
}

/** Address of the Iceberg REST face of a Unity Catalog. */
export function unityRestUrl(
  catalog: Extract<SnippetCatalog, { kind: 'unity' }>,
): string {
  const { url, icebergPath = '/api/2.1/unity-catalog/iceberg' } = catalog;
  return `${bareUrl(url)}${icebergPath}`;
}

/** Name of the catalog: in JDBC catalogs that of the rows, otherwise the lakehouse's. */
export function catalogName({ catalog, lakehouse }: CatalogContext): string {
  switch (catalog.kind) {
    case 'sqlite':
    case 'postgresql':
    case 'mysql':
      return catalog.name;
    default:
      return lakehouse;
  }
}

/** Root of the catalog's tables. */
export function warehouseOf(context: CatalogContext): string {
  const { warehouse, tableLocation } = context;
  return (
    warehouse ??
    /^\w+:\/\/[^/]+/.exec(tableLocation)?.[0] ??
    tableLocation.slice(0, tableLocation.lastIndexOf('/'))
  );
}

function authSettings(auth: SnippetAuth): Setting[] {
  return auth.kind === 'basic'
    ? [
        ['rest.auth.type', 'basic'],
        ['rest.auth.basic.username', { secret: VARIABLES.user }],
        ['rest.auth.basic.password', { secret: VARIABLES.password }],
      ]
    : restTokenSettings(auth);
}

function fileSettings(context: CatalogContext, region?: string): Setting[] {
  const { store } = context;
  switch (store.kind) {
    case 's3':
      return [
        ['io-impl', 'org.apache.iceberg.aws.s3.S3FileIO'],
        ...optionalSetting('s3.endpoint', store.endpoint),
        ...(store.pathStyle
          ? ([['s3.path-style-access', 'true']] satisfies Setting[])
          : []),
        ...optionalSetting('client.region', store.region ?? region),
        ...(store.anonymous
          ? ([
              [
                'client.credentials-provider',
                'software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider',
              ],
            ] satisfies Setting[])
          : []),
      ];
    case 'gs':
      return [
        ['io-impl', 'org.apache.iceberg.gcp.gcs.GCSFileIO'],
        ...optionalSetting('gcs.service.host', store.endpoint),
      ];
    case 'azure':
      return [['io-impl', 'org.apache.iceberg.azure.adlsv2.ADLSFileIO']];
    default:
      return [];
  }
}
