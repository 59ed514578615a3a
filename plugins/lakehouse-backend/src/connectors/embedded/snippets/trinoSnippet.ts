import type { QuerySnippet } from '@lakehouse-portal/plugin-lakehouse-common';
import { doubleQuoted, singleQuoted } from './quoting';
import type { SnippetContext } from './SnippetContext';

/** Name of the catalog of Trino's own that takes the table over. */
const CATALOG = 'lake';

/**
 * Trino ships no driver for a catalog in SQLite, but reads the tables: registered in a catalog of
 * its own, as they are at that moment. Its names are in lower case, and schemas have one level.
 */
export function trinoSnippet(context: SnippetContext): QuerySnippet {
  const schema = context.namespace.join('_').toLocaleLowerCase('en-US');
  const table = context.table.toLocaleLowerCase('en-US');
  const name = [CATALOG, schema, table].map(doubleQuoted).join('.');
  const travel = context.snapshotId
    ? ` FOR VERSION AS OF ${context.snapshotId}`
    : '';
  const registered = [
    schema,
    table,
    context.tableLocation,
    context.metadataFile.slice(context.metadataFile.lastIndexOf('/') + 1),
  ].map(singleQuoted);
  return {
    engine: 'Trino',
    language: 'sql',
    code: [
      '-- Trino has no driver for a SQLite catalog, so the table is registered in a catalog of its own,',
      `-- here ${CATALOG}, whose properties need these lines on every node, and the same disk:`,
      '--   iceberg.register-table-procedure.enabled=true',
      '--   fs.native-local.enabled=true',
      '--   local.location=/',
      '-- That is the state at this moment: later commits do not show.',
      `CREATE SCHEMA IF NOT EXISTS ${[CATALOG, schema]
        .map(doubleQuoted)
        .join('.')};`,
      `CALL ${CATALOG}.system.register_table(${registered.join(', ')});`,
      `SELECT * FROM ${name}${travel} LIMIT 10;`,
    ].join('\n'),
  };
}
