import type { QuerySnippet } from '@lakehouse-portal/plugin-lakehouse-common';
import { hive40Warning } from '../hive40Warning';
import { hiveClientSettings } from '../hiveClientSettings';
import {
  catalogName,
  icebergBundle,
  icebergSettings,
  icebergType,
  warehouseOf,
} from '../icebergSettings';
import { notPossible, ONLY_TRINO } from '../notPossible';
import { backticked, onOneLine, shellQuoted } from '../quoting';
import { isSecret, type Setting } from '../Setting';
import type { CatalogContext, SnippetContext } from '../SnippetContext';
import { storeVariables } from '../storeVariables';

const ICEBERG = '1.11.0';
const SQLITE = 'org.xerial:sqlite-jdbc:3.49.1.0';
const DRIVERS: Record<string, string> = {
  folder: SQLITE,
  sqlite: SQLITE,
  postgresql: 'org.postgresql:postgresql:42.7.4',
  mysql: 'com.mysql:mysql-connector-j:9.1.0',
};
const TABLE_IN_MEMORY = 'portal.this_table';
/**
 * A catalog that lives as long as the session, for a table that is in none. Iceberg's own `InMemoryCatalog` sees only files
 * that are in memory too. One client: each connection has a database of its own.
 */
const CATALOG_IN_MEMORY: Setting[] = [
  ['type', 'jdbc'],
  ['uri', 'jdbc:sqlite::memory:'],
  ['jdbc.schema-version', 'V1'],
  ['clients', '1'],
];

/** Spark 4.0 opens the catalog through Iceberg's Java library. */
export function sparkSnippet(context: SnippetContext): QuerySnippet {
  const { catalog } = context;
  if (catalog.kind === 'trino') {
    return notPossible('Spark', ONLY_TRINO, 'shell');
  }
  if (/[\s=]/.test(catalogName(context))) {
    return notPossible(
      'Spark',
      `The name of the catalog, “${onOneLine(
        catalogName(context),
      )}”, can't be part of a Spark setting.`,
      'shell',
    );
  }
  if (catalog.kind === 'hive' && catalog.catalogName !== undefined) {
    return notPossible(
      'Spark',
      'Its own client of Hive, of version 2.3, knows the default catalog of a metastore only, and this is another.',
      'shell',
    );
  }
  const variables = storeVariables(context);
  return {
    engine: 'Spark',
    language: 'shell',
    code: [
      `# Spark 4.0 (for 3.5: iceberg-spark-runtime-3.5_2.12)${
        variables.length > 0 ? `, with ${variables.join(', ')} set` : ''
      }`,
      ...hive40Warning('Spark’s own client of Hive', catalog),
      ...(catalog.kind === 'hive' && catalog.isEncrypted
        ? ['# Put in what stands in <…>']
        : []),
      'spark-sql \\',
      `  --packages ${packagesOf(context).join(',')} \\`,
      ...sparkSettings(context).map(
        ([key, value]) => `  --conf ${assignment(key, value)} \\`,
      ),
      ...(catalog.kind === 'folder' ? ofFile(context) : ofCatalog(context)),
    ].join('\n'),
  };
}

/** The settings that make the catalog known to Spark. */
export function sparkSettings(context: CatalogContext): Setting[] {
  const prefix = `spark.sql.catalog.${catalogName(context)}`;
  const type = icebergType(context.catalog);
  return [
    [
      'spark.sql.extensions',
      'org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions',
    ],
    ...hiveClientSettings(context.catalog).map(
      ([key, value]): Setting => [`spark.hadoop.${key}`, value],
    ),
    [prefix, 'org.apache.iceberg.spark.SparkCatalog'],
    ...[
      ...(type === undefined
        ? [
            ...CATALOG_IN_MEMORY,
            ['warehouse', warehouseOf(context)] satisfies Setting,
          ]
        : [['type', type] satisfies Setting]),
      ...icebergSettings(context),
    ].map(([key, value]): Setting => [`${prefix}.${key}`, value]),
  ];
}

function ofCatalog(context: SnippetContext): string[] {
  const table = [catalogName(context), ...context.namespace, context.table]
    .map(backticked)
    .join('.');
  return [
    `  -e ${shellQuoted(`SELECT * FROM ${table}${travel(context)} LIMIT 10`)}`,
  ];
}

/** Without a catalog, the metadata file is registered in one that lives as long as the session. */
function ofFile(context: SnippetContext): string[] {
  const catalog = backticked(catalogName(context));
  const file = context.metadataLocation.replaceAll(/['\\]/g, '\\$&');
  return [
    `  -e ${shellQuoted(
      [
        `CREATE NAMESPACE ${catalog}.portal`,
        `CALL ${catalog}.system.register_table(table => '${TABLE_IN_MEMORY}', metadata_file => '${file}')`,
        `SELECT * FROM ${catalog}.${TABLE_IN_MEMORY}${travel(
          context,
        )} LIMIT 10`,
      ].join('; '),
    )}`,
  ];
}

function travel({ snapshotId }: SnippetContext): string {
  return snapshotId ? ` VERSION AS OF ${snapshotId}` : '';
}

function packagesOf(context: SnippetContext): string[] {
  const bundle = icebergBundle(context);
  const driver = DRIVERS[context.catalog.kind];
  return [
    `org.apache.iceberg:iceberg-spark-runtime-4.0_2.13:${ICEBERG}`,
    ...(bundle ? [`org.apache.iceberg:${bundle}:${ICEBERG}`] : []),
    ...(driver ? [driver] : []),
  ];
}

/** `key=value` as one word; a secret is put in by the shell. */
function assignment(key: string, value: Setting[1]): string {
  return isSecret(value)
    ? `${shellQuoted(`${key}=`)}"$${value.secret}"`
    : shellQuoted(`${key}=${value}`);
}
