import type { QuerySnippet } from '@lakehouse-portal/plugin-lakehouse-common';
import { bareUrl } from '../addresses';
import { hiveClientSettings } from '../hiveClientSettings';
import { unityRestUrl, warehouseOf } from '../icebergSettings';
import { FRAMED, notPossible, ONLY_TRINO } from '../notPossible';
import { doubleQuoted, sqlComment } from '../quoting';
import {
  isSecret,
  optionalSetting,
  placeholder,
  type Setting,
  TRUST_STORE,
  VARIABLES,
} from '../Setting';
import type { SnippetAuth, SnippetCatalog } from '../SnippetCatalog';
import type { SnippetContext } from '../SnippetContext';

const ENGINE = 'Presto';

/** Presto (prestodb, 0.290 and newer) has Iceberg catalogs of the kinds hive, rest, nessie and hadoop. */
export function prestoSnippet(context: SnippetContext): QuerySnippet {
  const { catalog, store } = context;
  const reason = reasonAgainst(context);
  if (reason !== undefined) {
    return notPossible(ENGINE, reason);
  }
  const settings: Setting[] = [
    ['connector.name', 'iceberg'],
    ...catalogSettings(context, catalog),
    ...storeSettings(context),
  ];
  const name = [context.lakehouse, context.namespace.join('.'), context.table]
    .map(doubleQuoted)
    .join('.');
  const travel = context.snapshotId
    ? ` FOR SYSTEM_VERSION AS OF ${context.snapshotId}`
    : '';
  return {
    engine: ENGINE,
    language: 'sql',
    code: [
      ...sqlComment(
        `etc/catalog/${context.lakehouse}.properties on every node of Presto${
          hiveClientSettings(catalog).length > 0 ? ', 0.293 or newer' : ''
        }; put in what stands in <…>:`,
        ...settings.map(
          ([key, value]) =>
            `  ${key}=${isSecret(value) ? placeholder(value) : value}`,
        ),
        ...(store.kind === 'azure'
          ? [
              '  hive.config.resources=core-site.xml with the key of the account',
            ]
          : []),
      ),
      `SELECT * FROM ${name}${travel} LIMIT 10;`,
    ].join('\n'),
  };
}

function reasonAgainst(context: SnippetContext): string | undefined {
  const { catalog, namespace, store } = context;
  switch (catalog.kind) {
    case 'trino':
      return ONLY_TRINO;
    case 'sqlite':
    case 'postgresql':
    case 'mysql':
      return 'Its Iceberg connector takes a Hive Metastore, Nessie, an Iceberg REST catalog or a Hadoop folder, and no JDBC catalog.';
    case 'folder':
      return 'It needs a catalog, or a folder that Hadoop’s catalog wrote, and can’t be told of a single table.';
    case 'rest':
    case 'unity':
    case 'nessie': {
      if (store.kind === 'other') {
        break;
      }
      const { auth } = catalog;
      const takes =
        catalog.kind === 'nessie'
          ? ['none', 'bearer']
          : ['none', 'bearer', 'oauth2'];
      if (!takes.includes(auth.kind)) {
        return 'It can’t identify itself to a catalog in the way that this one wants.';
      }
      if ('prefix' in catalog && catalog.prefix !== undefined) {
        return 'This catalog is asked below a prefix that it does not name itself, and Presto can’t be told of one.';
      }
      if ('headers' in catalog && catalog.headers?.length) {
        return 'This catalog wants headers of its own, which Presto does not send.';
      }
      if (catalog.kind === 'nessie' && namespace.length > 1) {
        return `Its schemas have one level in Nessie, and ${namespace.join(
          '.',
        )} has ${namespace.length}.`;
      }
      return undefined;
    }
    case 'hive':
      if (catalog.isFramed) {
        return FRAMED;
      }
      break;
    default:
      break;
  }
  return store.kind === 'other'
    ? `It has no file system for ${context.tableLocation}.`
    : undefined;
}

function catalogSettings(
  context: SnippetContext,
  catalog: SnippetCatalog,
): Setting[] {
  switch (catalog.kind) {
    case 'rest':
      return [
        ['iceberg.catalog.type', 'rest'],
        ['iceberg.rest.uri', bareUrl(catalog.url)],
        ...optionalSetting('iceberg.catalog.warehouse', catalog.warehouse),
        ...authSettings(catalog.auth),
      ];
    case 'unity':
      return [
        ['iceberg.catalog.type', 'rest'],
        ['iceberg.rest.uri', unityRestUrl(catalog)],
        ['iceberg.catalog.warehouse', catalog.catalog],
        ...authSettings(catalog.auth),
      ];
    case 'nessie':
      return [
        ['iceberg.catalog.type', 'nessie'],
        ['iceberg.nessie.uri', `${bareUrl(catalog.url)}/api/v2`],
        ['iceberg.nessie.ref', catalog.reference],
        ['iceberg.catalog.warehouse', warehouseOf(context)],
        ...(catalog.auth.kind === 'bearer'
          ? ([
              ['iceberg.nessie.auth.type', 'BEARER'],
              ['iceberg.nessie.auth.bearer.token', { secret: VARIABLES.token }],
            ] satisfies Setting[])
          : []),
      ];
    case 'glue':
      return [
        ['iceberg.catalog.type', 'hive'],
        ['hive.metastore', 'glue'],
        ...optionalSetting('hive.metastore.glue.region', catalog.region),
        ...optionalSetting('hive.metastore.glue.catalogid', catalog.catalogId),
      ];
    case 'hive':
      return [
        ['iceberg.catalog.type', 'hive'],
        ['hive.metastore.uri', catalog.uris.join(',')],
        ...optionalSetting('hive.metastore.catalog.name', catalog.catalogName),
        ...(catalog.isEncrypted
          ? ([
              ['hive.metastore.thrift.client.tls.enabled', 'true'],
              ['hive.metastore.thrift.client.tls.truststore-path', TRUST_STORE],
            ] satisfies Setting[])
          : []),
      ];
    default:
      return [];
  }
}

function authSettings(auth: SnippetAuth): Setting[] {
  switch (auth.kind) {
    case 'bearer':
      return [
        ['iceberg.rest.auth.type', 'OAUTH2'],
        ['iceberg.rest.auth.oauth2.token', { secret: VARIABLES.token }],
      ];
    case 'oauth2':
      return [
        ['iceberg.rest.auth.type', 'OAUTH2'],
        [
          'iceberg.rest.auth.oauth2.credential',
          { secret: VARIABLES.credential },
        ],
        ...optionalSetting('iceberg.rest.auth.oauth2.uri', auth.serverUrl),
        ...optionalSetting('iceberg.rest.auth.oauth2.scope', auth.scope),
      ];
    default:
      return [];
  }
}

function storeSettings({ store }: SnippetContext): Setting[] {
  switch (store.kind) {
    case 's3':
      return [
        ...optionalSetting('hive.s3.endpoint', store.endpoint),
        ...(store.pathStyle
          ? ([['hive.s3.path-style-access', 'true']] satisfies Setting[])
          : []),
        ...(store.anonymous
          ? []
          : ([
              ['hive.s3.aws-access-key', { secret: VARIABLES.awsKey }],
              ['hive.s3.aws-secret-key', { secret: VARIABLES.awsSecret }],
            ] satisfies Setting[])),
      ];
    case 'gs':
      return [
        ['hive.gcs.json-key-file-path', { secret: VARIABLES.googleKeyFile }],
      ];
    default:
      return [];
  }
}
