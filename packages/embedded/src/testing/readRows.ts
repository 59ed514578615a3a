import { DuckDBInstance } from '@duckdb/node-api';
import {
  LocalFileIO,
  planScan,
  type TableMetadata,
} from '@lakehouse-portal/table-metadata';
import type { EmbeddedLakehouse } from '../EmbeddedLakehouse';
import { createScanInput, scanSql } from '../scan';

/** Rows of a table, read by an engine of its own, from nothing but the files. For tests. */
export async function readRows(
  lake: EmbeddedLakehouse,
  table: string,
  options: {
    snapshotId?: string;
    ref?: string;
    columns?: string;
    orderBy?: string;
  } = {},
): Promise<unknown[][]> {
  const { metadata } = await lake.loadTable(table);
  return readMetadataRows(lake.directory, metadata, options);
}

export async function readMetadataRows(
  directory: string,
  metadata: TableMetadata,
  options: {
    snapshotId?: string;
    ref?: string;
    columns?: string;
    orderBy?: string;
  } = {},
): Promise<unknown[][]> {
  const byRef =
    options.ref === undefined
      ? undefined
      : metadata.refs.find(ref => ref.name === options.ref)?.snapshotId;
  const snapshotId = options.snapshotId ?? byRef ?? metadata.currentSnapshotId;
  if (snapshotId === undefined) return [];
  const io = await LocalFileIO.create({ roots: [directory] });
  const plan = await planScan(io, metadata, snapshotId);
  const schema = metadata.schemas.find(
    candidate => candidate.schemaId === metadata.currentSchemaId,
  );
  if (!schema) throw new Error('no current schema');
  const input = await createScanInput(plan, metadata, io);
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    await connection.run(`SET TimeZone = 'UTC'`);
    const sql = await scanSql(connection, input, schema);
    const reader = await connection.runAndReadAll(
      `SELECT ${options.columns ?? '*'} FROM (${sql}) AS t ORDER BY ${
        options.orderBy ?? 'ALL'
      }`,
    );
    return reader.getRowsJson();
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
