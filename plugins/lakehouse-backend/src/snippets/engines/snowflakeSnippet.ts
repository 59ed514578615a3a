import type { QuerySnippet } from '@lakehouse-portal/plugin-lakehouse-common';
import { bareUrl, isPrivateHost, splitLocation } from '../addresses';
import { unityRestUrl } from '../icebergSettings';
import { notPossible, ONLY_TRINO } from '../notPossible';
import { doubleQuoted, singleQuoted, sqlComment } from '../quoting';
import type { SnippetAuth } from '../SnippetCatalog';
import type { SnippetContext } from '../SnippetContext';
import { snowflakeVolume } from './snowflakeVolume';

const ENGINE = 'Snowflake';
const VOLUME = 'lake_volume';
const INTEGRATION = 'lake_catalog';

/**
 * Snowflake reads through an integration for the catalog (REST, Glue), or takes the metadata file of a table, as it is
 * at that moment. Read only, and from its own cloud: what it can't reach from there is not possible.
 */
export function snowflakeSnippet(context: SnippetContext): QuerySnippet {
  const reason = reasonAgainst(context);
  if (reason !== undefined) {
    return notPossible(ENGINE, reason);
  }
  const { catalog } = context;
  const integration = integrationOf(context);
  const needsVolume = !(
    'vendedCredentials' in catalog && catalog.vendedCredentials
  );
  const volume = needsVolume ? snowflakeVolume(VOLUME, context) : [];
  const file = splitLocation(context.metadataLocation)?.path ?? '';
  const source = integration
    ? `CATALOG_TABLE_NAME = ${singleQuoted(context.table)}`
    : `METADATA_FILE_PATH = ${singleQuoted(file)}`;
  return {
    engine: ENGINE,
    language: 'sql',
    code: [
      ...sqlComment(
        'Needs a role that may create volumes and integrations; put in what stands in <…>.',
        ...(integration
          ? []
          : [
              `${nameOfCatalog(
                context,
              )} it can't open, so the metadata file is taken: the state at this moment.`,
            ]),
      ),
      ...volume,
      ...(integration ?? [
        `CREATE CATALOG INTEGRATION IF NOT EXISTS ${INTEGRATION} CATALOG_SOURCE = OBJECT_STORE TABLE_FORMAT = ICEBERG ENABLED = TRUE;`,
      ]),
      `CREATE ICEBERG TABLE ${doubleQuoted(context.table)}${
        volume.length > 0 ? ` EXTERNAL_VOLUME = '${VOLUME}'` : ''
      } CATALOG = '${INTEGRATION}' ${source};`,
      `SELECT * FROM ${doubleQuoted(context.table)} LIMIT 10;`,
    ].join('\n'),
  };
}

function reasonAgainst(context: SnippetContext): string | undefined {
  const { catalog, store } = context;
  if (catalog.kind === 'trino') {
    return ONLY_TRINO;
  }
  if (store.kind === 'local') {
    return 'It reads Iceberg tables from cloud storage, and this lakehouse lies on the disk of one machine.';
  }
  if (store.kind === 'other') {
    return `It has no external volume for ${context.tableLocation}.`;
  }
  const endpoint = 'endpoint' in store ? store.endpoint : undefined;
  if (endpoint !== undefined && isPrivateHost(endpoint)) {
    return `It reads from its own cloud, which can't reach the store at ${bareUrl(
      endpoint,
    )}.`;
  }
  if (context.snapshotId) {
    return 'In tables of other catalogs it travels only to states that it has seen itself.';
  }
  if (restOf(context) && isPrivateHost(restOf(context)!.url)) {
    return `It reads from its own cloud, which can't reach the catalog at ${bareUrl(
      restOf(context)!.url,
    )}.`;
  }
  return undefined;
}

/** What it opens through REST; undefined where it takes the metadata file. */
function restOf({ catalog }: SnippetContext):
  | {
      url: string;
      warehouse?: string;
      prefix?: string;
      auth: SnippetAuth;
      vended: boolean;
    }
  | undefined {
  if (catalog.kind === 'rest' && !catalog.headers?.length) {
    return takes(catalog.auth)
      ? {
          url: bareUrl(catalog.url),
          warehouse: catalog.warehouse,
          prefix: catalog.prefix,
          auth: catalog.auth,
          vended: catalog.vendedCredentials ?? false,
        }
      : undefined;
  }
  return catalog.kind === 'unity' && takes(catalog.auth)
    ? {
        url: unityRestUrl(catalog),
        warehouse: catalog.catalog,
        auth: catalog.auth,
        vended: false,
      }
    : undefined;
}

function takes(auth: SnippetAuth): boolean {
  return ['bearer', 'oauth2', 'sigv4'].includes(auth.kind);
}

function integrationOf(context: SnippetContext): string[] | undefined {
  const { catalog, namespace } = context;
  const head = `CREATE CATALOG INTEGRATION IF NOT EXISTS ${INTEGRATION}`;
  const schema = `  CATALOG_NAMESPACE = ${singleQuoted(namespace.join('.'))}`;
  if (catalog.kind === 'glue') {
    return [
      head,
      '  CATALOG_SOURCE = GLUE TABLE_FORMAT = ICEBERG',
      schema,
      "  GLUE_AWS_ROLE_ARN = '<GLUE_ROLE_ARN>'",
      `  GLUE_CATALOG_ID = ${singleQuoted(
        catalog.catalogId ?? '<AWS_ACCOUNT_ID>',
      )}`,
      ...(catalog.region
        ? [`  GLUE_REGION = ${singleQuoted(catalog.region)}`]
        : []),
      '  ENABLED = TRUE;',
    ];
  }
  const rest = restOf(context);
  if (!rest) {
    return undefined;
  }
  const config = [
    `CATALOG_URI = ${singleQuoted(rest.url)}`,
    ...(rest.warehouse
      ? [`CATALOG_NAME = ${singleQuoted(rest.warehouse)}`]
      : []),
    ...(rest.prefix ? [`PREFIX = ${singleQuoted(rest.prefix)}`] : []),
    ...(rest.vended ? ['ACCESS_DELEGATION_MODE = VENDED_CREDENTIALS'] : []),
  ];
  return [
    head,
    '  CATALOG_SOURCE = ICEBERG_REST TABLE_FORMAT = ICEBERG',
    schema,
    `  REST_CONFIG = (${config.join(' ')})`,
    `  REST_AUTHENTICATION = (${authentication(rest.auth).join(' ')})`,
    '  ENABLED = TRUE;',
  ];
}

function authentication(auth: SnippetAuth): string[] {
  switch (auth.kind) {
    case 'oauth2':
      return [
        'TYPE = OAUTH',
        ...(auth.serverUrl
          ? [`OAUTH_TOKEN_URI = ${singleQuoted(auth.serverUrl)}`]
          : []),
        "OAUTH_CLIENT_ID = '<LAKEHOUSE_CLIENT_ID>'",
        "OAUTH_CLIENT_SECRET = '<LAKEHOUSE_CLIENT_SECRET>'",
        `OAUTH_ALLOWED_SCOPES = (${singleQuoted(auth.scope ?? 'catalog')})`,
      ];
    case 'sigv4':
      return [
        'TYPE = SIGV4',
        "SIGV4_IAM_ROLE = '<CATALOG_ROLE_ARN>'",
        ...(auth.region
          ? [`SIGV4_SIGNING_REGION = ${singleQuoted(auth.region)}`]
          : []),
      ];
    default:
      return ['TYPE = BEARER', "BEARER_TOKEN = '<LAKEHOUSE_TOKEN>'"];
  }
}

function nameOfCatalog({ catalog }: SnippetContext): string {
  switch (catalog.kind) {
    case 'hive':
      return 'A Hive Metastore';
    case 'nessie':
      return 'A Nessie in this way';
    case 'postgresql':
    case 'mysql':
      return 'A JDBC catalog';
    case 'folder':
      return 'A folder without a catalog';
    default:
      return 'A catalog that asks for this kind of authentication';
  }
}
