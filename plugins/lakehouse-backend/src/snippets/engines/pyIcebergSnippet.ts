import type { QuerySnippet } from '@lakehouse-portal/plugin-lakehouse-common';
import { bareDatabase, bareUrl } from '../addresses';
import {
  catalogName,
  nessieRestUrl,
  unityRestUrl,
  warehouseOf,
} from '../icebergSettings';
import { notPossible, ONLY_TRINO } from '../notPossible';
import { pythonString } from '../quoting';
import { headerVariable, isSecret, type Setting, VARIABLES } from '../Setting';
import type { SnippetAuth } from '../SnippetCatalog';
import type { SnippetContext } from '../SnippetContext';
import { storeVariables } from '../storeVariables';

const ENGINE = 'PyIceberg';

/** PyIceberg (0.12) opens the catalog itself; a table without catalog by its metadata file. */
export function pyIcebergSnippet(context: SnippetContext): QuerySnippet {
  const { catalog } = context;
  switch (catalog.kind) {
    case 'trino':
      return notPossible(ENGINE, ONLY_TRINO, 'python');
    case 'mysql':
      return notPossible(
        ENGINE,
        'Its SQL catalog is for PostgreSQL and SQLite, and this one is in MySQL.',
        'python',
      );
    case 'folder':
      return ofFile(context);
    default:
      return ofCatalog(context);
  }
}

function ofCatalog(context: SnippetContext): QuerySnippet {
  const { catalog } = context;
  const settings = [...catalogSettings(context), ...storeSettings(context)];
  const url =
    catalog.kind === 'postgresql'
      ? [
          '    # With SQLAlchemy’s escapes: a password may hold any character.',
          `    "uri": "postgresql+psycopg2://" + quote_plus(os.environ["${
            VARIABLES.user
          }"]) + ":" + quote_plus(os.environ["${
            VARIABLES.password
          }"]) + ${pythonString(`@${bareDatabase(catalog.address)}`)},`,
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
      ...(url.length > 0 ? ['from urllib.parse import quote_plus'] : []),
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

function ofFile(context: SnippetContext): QuerySnippet {
  const settings = storeSettings(context);
  return {
    engine: ENGINE,
    language: 'python',
    code: [
      ...preparations(context),
      'from pyiceberg.table import StaticTable',
      '',
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
    `# pip install "pyiceberg[${extras(context).join(',')}]>=0.12"`,
    ...(variables.length > 0
      ? [`# Set in the environment: ${variables.join(', ')}`]
      : []),
    ...(context.catalog.kind === 'hive' &&
    /^4\.0/.test(context.catalog.version ?? '')
      ? [
          '# Hive Metastore 4.0 lacks a call that PyIceberg makes (get_table): it needs 3.1, or 4.1 and newer',
        ]
      : []),
  ];
}

function extras({ catalog }: SnippetContext): string[] {
  switch (catalog.kind) {
    case 'sqlite':
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
        ...optional('warehouse', catalog.warehouse),
        ...authSettings(catalog.auth),
        ...(catalog.headers ?? []).map(
          (header): Setting => [
            `header.${header}`,
            { secret: headerVariable(header) },
          ],
        ),
      ];
    case 'nessie':
      return [
        ['type', 'rest'],
        ['uri', nessieRestUrl(catalog)],
        ...authSettings(catalog.auth),
      ];
    case 'unity':
      return [
        ['type', 'rest'],
        ['uri', unityRestUrl(catalog)],
        ['warehouse', catalog.catalog],
        ...authSettings(catalog.auth),
      ];
    case 'hive':
      return [
        ['type', 'hive'],
        ['uri', catalog.uris.join(',')],
      ];
    case 'glue':
      return [
        ['type', 'glue'],
        ...optional('glue.id', catalog.catalogId),
        ...optional('glue.region', catalog.region),
        ...optional('glue.endpoint', catalog.endpoint),
      ];
    default:
      return [];
  }
}

function authSettings(auth: SnippetAuth): Setting[] {
  switch (auth.kind) {
    case 'bearer':
      return [['token', { secret: VARIABLES.token }]];
    case 'oauth2':
      return [
        ['credential', { secret: VARIABLES.credential }],
        ...optional('oauth2-server-uri', auth.serverUrl),
        ...optional('scope', auth.scope),
      ];
    case 'sigv4':
      return [
        ['rest.sigv4-enabled', 'true'],
        ...optional('rest.signing-name', auth.service),
        ...optional('rest.signing-region', auth.region),
      ];
    default:
      return [];
  }
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
        ...optional('s3.endpoint', store.endpoint),
        ...optional('s3.region', store.region),
        ...(store.anonymous
          ? ([['s3.anonymous', 'true']] satisfies Setting[])
          : []),
      ];
    case 'gs':
      return optional('gcs.service.host', store.endpoint);
    case 'azure':
      return optional('adls.account-name', store.account);
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

function optional(key: string, value: string | undefined): Setting[] {
  return value === undefined || value === '' ? [] : [[key, value]];
}
