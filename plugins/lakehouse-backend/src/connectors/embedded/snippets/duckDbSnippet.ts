import type { QuerySnippet } from '@lakehouse-portal/plugin-lakehouse-common';
import { singleQuoted } from './quoting';
import type { SnippetContext } from './SnippetContext';

/** DuckDB reads the metadata file itself: it has no SQLite or JDBC catalog for Iceberg. */
export function duckDbSnippet(context: SnippetContext): QuerySnippet {
  const travel = context.snapshotId
    ? `, snapshot_from_id => ${context.snapshotId}`
    : '';
  return {
    engine: 'DuckDB',
    language: 'sql',
    code: [
      'INSTALL iceberg; LOAD iceberg;',
      '-- The state at this moment: each commit writes another metadata file.',
      `SELECT * FROM iceberg_scan(${singleQuoted(
        context.metadataFile,
      )}${travel}) LIMIT 10;`,
    ].join('\n'),
  };
}
