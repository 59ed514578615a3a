import type { QuerySnippet } from '@lakehouse-portal/plugin-lakehouse-common';
import { hiveClientSettings } from '../hiveClientSettings';
import {
  catalogName,
  icebergBundle,
  icebergSettings,
  icebergType,
} from '../icebergSettings';
import { notPossible, ONLY_TRINO } from '../notPossible';
import { backticked, singleQuoted, sqlComment } from '../quoting';
import { isSecret, placeholder, type Setting } from '../Setting';
import type { SnippetContext } from '../SnippetContext';
import { storeVariables } from '../storeVariables';

/** Kinds that `catalog-type` knows; the others are named by their class. */
const TYPES = ['hive', 'rest'];
const CLASSES: Record<string, string> = {
  jdbc: 'org.apache.iceberg.jdbc.JdbcCatalog',
  glue: 'org.apache.iceberg.aws.glue.GlueCatalog',
};
const DRIVERS: Record<string, string> = {
  sqlite: 'sqlite-jdbc',
  postgresql: 'postgresql (its JDBC driver)',
  mysql: 'mysql-connector-j',
  hive: 'flink-sql-connector-hive-3.1.3',
};

/** Flink opens the catalog through Iceberg's Java library. Its databases have one level: those above become the base namespace. */
export function flinkSnippet(context: SnippetContext): QuerySnippet {
  const { catalog, namespace } = context;
  if (catalog.kind === 'trino') {
    return notPossible('Flink', ONLY_TRINO);
  }
  const type = icebergType(catalog);
  if (type === undefined) {
    return notPossible(
      'Flink',
      'It opens tables through a catalog, and this lakehouse is a folder without one.',
    );
  }
  const hiveSettings = hiveClientSettings(catalog);
  const base = namespace.slice(0, -1);
  if (base.some(level => level.includes('.'))) {
    return notPossible(
      'Flink',
      `Its databases have one level, and a dot in ${base.join(
        ' / ',
      )} keeps the levels above from being its base namespace.`,
    );
  }
  const settings: Setting[] = [
    ['type', 'iceberg'],
    TYPES.includes(type)
      ? ['catalog-type', type]
      : ['catalog-impl', CLASSES[type]],
    ...icebergSettings(context),
    ...(hiveSettings.length > 0
      ? ([['hive-conf-dir', '<FOLDER_OF_HIVE_SITE_XML>']] satisfies Setting[])
      : []),
    ...(base.length > 0
      ? ([['base-namespace', base.join('.')]] satisfies Setting[])
      : []),
  ];
  const name = catalogName(context);
  const table = [name, ...namespace.slice(-1), context.table]
    .map(backticked)
    .join('.');
  const travel = context.snapshotId
    ? ` /*+ OPTIONS('snapshot-id'=${singleQuoted(context.snapshotId)}) */`
    : '';
  return {
    engine: 'Flink',
    language: 'sql',
    code: [
      ...sqlComment(
        ...preparations(context, settings),
        ...(hiveSettings.length > 0
          ? [
              `In hive-site.xml, in the folder that is put in below: ${hiveSettings
                .map(([key, value]) => `${key} = ${value}`)
                .join(', ')}`,
            ]
          : []),
      ),
      `CREATE CATALOG ${backticked(name)} WITH (`,
      settings.map(assignment).join(',\n'),
      ');',
      "SET 'execution.runtime-mode' = 'batch';",
      `SELECT * FROM ${table}${travel} LIMIT 10;`,
    ].join('\n'),
  };
}

function preparations(context: SnippetContext, settings: Setting[]): string[] {
  const jars = [
    'iceberg-flink-runtime-2.0 (1.11.0)',
    icebergBundle(context),
    DRIVERS[context.catalog.kind],
  ].filter(jar => jar !== undefined);
  const variables = storeVariables(context);
  return [
    `In the lib folder of Flink 2.0: ${jars.join(', ')}; and Hadoop's client`,
    ...(variables.length > 0
      ? [`In the environment of its processes: ${variables.join(', ')}`]
      : []),
    ...(settings.some(([, value]) => isSecret(value))
      ? ['Flink SQL reads no environment: put in what stands in <…>']
      : []),
  ];
}

function assignment([key, value]: Setting): string {
  const text = isSecret(value) ? placeholder(value) : value;
  return `  ${singleQuoted(key)} = ${singleQuoted(text)}`;
}
