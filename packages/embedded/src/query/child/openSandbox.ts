import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { quotedIdentifier, quotedString } from '../../engine/quoting';
import { scanSql } from '../../scan';
import type { QueryTask } from './QueryMessages';

/**
 * A database that holds one view, the table, and can open nothing but its files.
 * Nothing of it is ever written to a disk.
 */
export async function openSandbox(
  task: Pick<QueryTask, 'scan' | 'schema' | 'table' | 'memoryLimitBytes'>,
): Promise<DuckDBConnection> {
  const instance = await DuckDBInstance.create(':memory:', {
    memory_limit: `${Math.floor(task.memoryLimitBytes / 1024)}KiB`,
    threads: '2',
    temp_directory: '',
    max_temp_directory_size: '0KiB',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    allow_community_extensions: 'false',
    allow_persistent_secrets: 'false',
    max_expression_depth: '400',
  });
  const connection = await instance.connect();
  await connection.run(`SET TimeZone='UTC'`);
  const rows = await scanSql(connection, task.scan, task.schema);
  await createViews(connection, rows, task.table);
  const paths = scanPaths(task.scan).map(quotedString);
  await connection.run(`SET allowed_paths=[${paths.join(',')}]`);
  await connection.run('SET enable_external_access=false');
  await connection.run('SET lock_configuration=true');
  return connection;
}

/** Every file that a scan opens. */
export function scanPaths(scan: QueryTask['scan']): string[] {
  const deletes = scan.deleteFiles.flatMap(file =>
    file.kind === 'deletion-vector' ? [] : [file.path],
  );
  return [...scan.dataFiles.map(file => file.path), ...deletes];
}

async function createViews(
  connection: DuckDBConnection,
  rows: string,
  table: QueryTask['table'],
): Promise<void> {
  const taken = ['memory', 'system', 'temp'];
  let catalog = 'memory';
  if (table.catalog && !taken.includes(table.catalog.toLowerCase())) {
    catalog = table.catalog;
    await connection.run(`ATTACH ':memory:' AS ${quotedIdentifier(catalog)}`);
  }
  const schema = `${quotedIdentifier(catalog)}.${quotedIdentifier(
    table.namespace,
  )}`;
  await connection.run(`CREATE SCHEMA IF NOT EXISTS ${schema}`);
  const view = `${schema}.${quotedIdentifier(table.name)}`;
  await connection.run(`CREATE VIEW ${view} AS ${rows}`);
  await connection.run(`USE ${schema}`);
  if (table.name.toLowerCase() !== 'this') {
    await connection.run(`CREATE VIEW ${schema}.this AS SELECT * FROM ${view}`);
  }
}
