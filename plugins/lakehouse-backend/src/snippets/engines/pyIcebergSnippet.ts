import type { QuerySnippet } from '@lakehouse-portal/plugin-lakehouse-common';
import { bareDatabase, bareUrl } from '../addresses';
import { hive40Warning } from '../hive40Warning';
import { hiveClientSettings } from '../hiveClientSettings';
import {
  catalogName,
  nessieRestUrl,
  unityRestUrl,
  warehouseOf,
} from '../icebergSettings';
import { notPossible, ONLY_TRINO } from '../notPossible';
import { doubleQuoted, pythonString } from '../quoting';
import { restHeaderSettings, restTokenSettings } from '../restSettings';
import { isSecret, optionalSetting, type Setting, VARIABLES } from '../Setting';
import type { SnippetContext } from '../SnippetContext';
import { storeVariables } from '../storeVariables';

const ENGINE = 'PyIceberg';
/** Of SQLAlchemy. */
const DRIVERS = { postgresql: 'postgresql+psycopg2', mysql: 'mysql+pymysql' };

/** PyIceberg (0.12) opens the catalog itself; a table without catalog by its metadata file. */
export function pyIcebergSnippet(context: SnippetContext): QuerySnippet {
  const { catalog } = context;
  switch (catalog.kind) {
    case 'trino':
      return notPossible(ENGINE, ONLY_TRINO, 'python');
    case 'folder':
      return ofFile(context);
    case 'hive':
      return hiveClientSettings(catalog).length > 0
        ? ofFile(
            context,
            'PyIceberg opens the default catalog of a metastore only, unencrypted and without frames, so the metadata file is read.',
          )
        : ofCatalog(context);
    default:
      return ofCatalog(context);
  }
}

function ofCatalog(context: SnippetContext): QuerySnippet {
  const { catalog } = context;
  const settings = [...catalogSettings(context), ...storeSettings(context)];
  const url =
    catalog.kind === 'postgresql' || catalog.kind === 'mysql'
      ? [
          '    # A password may hold any character. SQLAlchemy reads a "+" as it is, so no quote_plus.',
          `    "uri": "${DRIVERS[catalog.kind]}://" + quote(os.environ["${
            VARIABLES.user
          }"], safe="") + ":" + quote(os.environ["${
            VARIABLES.password
          }"], safe="") + ${pythonString(
            `@${bareDatabase(catalog.address)}${searchPath(catalog.schema)}`,
          )},`,
        ]
      : [];
  const lines = [...settings.map(assignment), ...url, ...basicAuth(context)];
  const name = [...context.namespace, context.table]
    .map(pythonString)
    .join(', ');
  return {
    engine: ENGINE,
    language: 'python',
    code: [
      ...preparations(context),
      ...(lines.some(line => line.includes('os.environ')) ? ['import os'] : []),
      ...(url.length > 0 ? ['from urllib.parse import quote'] : []),
      'from pyiceberg.catalog import load_catalog',
      '',
      `catalog = load_catalog(${pythonString(catalogName(context))}, **{`,
      ...lines,
      '})',
      `table = catalog.load_table((${name}))`,
      scan(context),
    ].join('\n'),
  };
}

function ofFile(context: SnippetContext, why?: string): QuerySnippet {
  const settings = storeSettings(context);
  return {
    engine: ENGINE,
    language: 'python',
    code: [
      ...preparations(context),
      'from pyiceberg.table import StaticTable',
      '',
      ...(why === undefined ? [] : [`# ${why}`]),
      '# The state at this moment: each commit writes another metadata file.',
      `table = StaticTable.from_metadata(${pythonString(
        context.metadataLocation,
      )}${settings.length > 0 ? ', {' : ')'}`,
      ...(settings.length > 0 ? [...settings.map(assignment), '})'] : []),
      scan(context),
    ].join('\n'),
  };
}

function preparations(context: SnippetContext): string[] {
  const variables = storeVariables(context);
  return [
    `# pip install "pyiceberg[${extras(context).join(',')}]>=0.12"${
      context.catalog.kind === 'mysql' ? ' pymysql' : ''
    }`,
    ...(context.catalog.kind === 'mysql'
      ? [
          '# Its documentation names PostgreSQL and SQLite only; it was tried with MariaDB 11.4',
        ]
      : []),
    ...(variables.length > 0
      ? [`# Set in the environment: ${variables.join(', ')}`]
      : []),
    ...hive40Warning('PyIceberg', context.catalog),
  ];
}

function extras({ catalog }: SnippetContext): string[] {
  switch (catalog.kind) {
    case 'sqlite':
    case 'mysql':
      // SQLAlchemy comes with it.
      return ['sql-sqlite', 'pyarrow'];
    case 'postgresql':
      return ['sql-postgres', 'pyarrow'];
    case 'hive':
    case 'glue':
      return [catalog.kind, 'pyarrow'];
    case 'rest':
      return catalog.auth.kind === 'sigv4'
        ? ['rest-sigv4', 'pyarrow']
        : ['pyarrow'];
    default:
      return ['pyarrow'];
  }
}

function catalogSettings(context: SnippetContext): Setting[] {
  const { catalog } = context;
  switch (catalog.kind) {
    case 'sqlite':
      return [
        ['type', 'sql'],
        ['uri', `sqlite:///${catalog.file}`],
        ['warehouse', warehouseOf(context)],
      ];
    case 'postgresql':
    case 'mysql':
      // Its tables are there, and not for a reader to make. The address comes after these.
      return [
        ['type', 'sql'],
        ['init_catalog_tables', 'false'],
        ['warehouse', warehouseOf(context)],
      ];
    case 'rest':
      return [
        ['type', 'rest'],
        ['uri', bareUrl(catalog.url)],
        ...optionalSetting('warehouse', catalog.warehouse),
        ...optionalSetting('prefix', catalog.prefix),
        ...restTokenSettings(catalog.auth),
        ...restHeaderSettings(catalog.headers),
      ];
    case 'nessie':
      return [
        ['type', 'rest'],
        ['uri', nessieRestUrl(catalog)],
        ...restTokenSettings(catalog.auth),
      ];
    case 'unity':
      return [
        ['type', 'rest'],
        ['uri', unityRestUrl(catalog)],
        ['warehouse', catalog.catalog],
        ...restTokenSettings(catalog.auth),
      ];
    case 'hive':
      return [
        ['type', 'hive'],
        ['uri', catalog.uris.join(',')],
      ];
    case 'glue':
      return [
        ['type', 'glue'],
        ...optionalSetting('glue.id', catalog.catalogId),
        ...optionalSetting('glue.region', catalog.region),
        ...optionalSetting('glue.endpoint', catalog.endpoint),
      ];
    default:
      return [];
  }
}

/** As psycopg2 takes it: an option of the server's command line, in which a blank or a backslash has one before it. */
function searchPath(schema: string | undefined): string {
  if (schema === undefined) return '';
  const name = doubleQuoted(schema).replaceAll(/[\\\s]/g, '\\$&');
  return `?options=${encodeURIComponent(`-csearch_path=${name}`)}`;
}

function basicAuth({ catalog }: SnippetContext): string[] {
  return 'auth' in catalog && catalog.auth.kind === 'basic'
    ? [
        '    "auth": {"type": "basic", "basic": {',
        `        "username": os.environ["${VARIABLES.user}"],`,
        `        "password": os.environ["${VARIABLES.password}"],`,
        '    }},',
      ]
    : [];
}

function storeSettings({ store }: SnippetContext): Setting[] {
  switch (store.kind) {
    case 's3':
      return [
        ...optionalSetting('s3.endpoint', store.endpoint),
        ...optionalSetting('s3.region', store.region),
        ...(store.anonymous
          ? ([['s3.anonymous', 'true']] satisfies Setting[])
          : []),
      ];
    case 'gs':
      return optionalSetting('gcs.service.host', store.endpoint);
    case 'azure':
      return optionalSetting('adls.account-name', store.account);
    default:
      return [];
  }
}

function assignment([key, value]: Setting): string {
  const text = isSecret(value)
    ? `os.environ["${value.secret}"]`
    : pythonString(value);
  return `    ${pythonString(key)}: ${text},`;
}

function scan({ snapshotId }: SnippetContext): string {
  const snapshot = snapshotId ? `snapshot_id=${snapshotId}, ` : '';
  return `print(table.scan(${snapshot}limit=10).to_arrow())`;
}
