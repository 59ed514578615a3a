import type { QuerySnippet } from '@lakehouse-portal/plugin-lakehouse-common';
import { backticked, singleQuoted } from './quoting';
import type { SnippetContext } from './SnippetContext';

/** Flink opens the SQLite file through Iceberg's JDBC catalog. Its databases have one level. */
export function flinkSnippet(context: SnippetContext): QuerySnippet {
  const engine = 'Flink';
  if (context.namespace.length > 1) {
    return {
      engine,
      language: 'sql',
      notPossible: `Flink: not possible. Its databases have one level, the schema ${context.namespace.join(
        '.',
      )} has ${context.namespace.length}.`,
    };
  }
  const table = [context.catalog, ...context.namespace, context.table]
    .map(backticked)
    .join('.');
  const travel = context.snapshotId
    ? ` /*+ OPTIONS('snapshot-id'=${singleQuoted(context.snapshotId)}) */`
    : '';
  return {
    engine,
    language: 'sql',
    code: [
      '-- iceberg-flink-runtime and sqlite-jdbc must lie in the lib folder of Flink',
      `CREATE CATALOG ${backticked(context.catalog)} WITH (`,
      "  'type' = 'iceberg',",
      "  'catalog-impl' = 'org.apache.iceberg.jdbc.JdbcCatalog',",
      `  'uri' = ${singleQuoted(`jdbc:sqlite:${context.catalogFile}`)},`,
      "  'jdbc.schema-version' = 'V1',",
      `  'warehouse' = ${singleQuoted(context.warehouse)}`,
      ');',
      "SET 'execution.runtime-mode' = 'batch';",
      `SELECT * FROM ${table}${travel} LIMIT 10;`,
    ].join('\n'),
  };
}
