import type { QuerySnippet } from '@lakehouse-portal/plugin-lakehouse-common';
import { pythonString } from './quoting';
import type { SnippetContext } from './SnippetContext';

/** PyIceberg opens the same SQLite file: its `sql` catalog has the tables of Iceberg's JDBC catalog. */
export function pyIcebergSnippet(context: SnippetContext): QuerySnippet {
  const name = [...context.namespace, context.table]
    .map(pythonString)
    .join(', ');
  const snapshot = context.snapshotId
    ? `snapshot_id=${context.snapshotId}, `
    : '';
  return {
    engine: 'PyIceberg',
    language: 'python',
    code: [
      '# pip install "pyiceberg[sql-sqlite,pyarrow]"',
      'from pyiceberg.catalog import load_catalog',
      '',
      `catalog = load_catalog(${pythonString(context.catalog)}, **{`,
      '    "type": "sql",',
      `    "uri": ${pythonString(`sqlite:///${context.catalogFile}`)},`,
      `    "warehouse": ${pythonString(context.warehouse)},`,
      '})',
      `table = catalog.load_table((${name}))`,
      `print(table.scan(${snapshot}limit=10).to_arrow())`,
    ].join('\n'),
  };
}
