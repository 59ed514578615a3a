import type { QuerySnippet } from '@lakehouse-portal/plugin-lakehouse-common';
import { backticked, shellQuoted } from './quoting';
import type { SnippetContext } from './SnippetContext';

/** Spark opens the SQLite file through Iceberg's JDBC catalog, with SQLite's JDBC driver beside it. */
export function sparkSnippet(context: SnippetContext): QuerySnippet {
  const table = [context.catalog, ...context.namespace, context.table]
    .map(backticked)
    .join('.');
  const travel = context.snapshotId
    ? ` VERSION AS OF ${context.snapshotId}`
    : '';
  return {
    engine: 'Spark',
    language: 'shell',
    code: [
      'spark-sql \\',
      '  --packages org.apache.iceberg:iceberg-spark-runtime-3.5_2.12:1.10.0,org.xerial:sqlite-jdbc:3.49.1.0 \\',
      ...sparkProperties(context).map(
        ([key, value]) => `  --conf ${shellQuoted(`${key}=${value}`)} \\`,
      ),
      `  -e ${shellQuoted(`SELECT * FROM ${table}${travel} LIMIT 10`)}`,
    ].join('\n'),
  };
}

/** The properties that make the catalog known to Spark. */
export function sparkProperties(
  context: Pick<SnippetContext, 'catalog' | 'catalogFile' | 'warehouse'>,
): Array<[string, string]> {
  const prefix = `spark.sql.catalog.${context.catalog}`;
  return [
    [
      'spark.sql.extensions',
      'org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions',
    ],
    [prefix, 'org.apache.iceberg.spark.SparkCatalog'],
    [`${prefix}.type`, 'jdbc'],
    [`${prefix}.uri`, `jdbc:sqlite:${context.catalogFile}`],
    [`${prefix}.jdbc.schema-version`, 'V1'],
    [`${prefix}.warehouse`, context.warehouse],
  ];
}
