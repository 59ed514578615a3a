import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { JvmProgram, TRINO_VERSION, TrinoServer } from '../../src';
import type { Engine, Outcome } from './Engine';
import { FEATURE_NAMES, refusalsOf, type Feature } from './features';
import { parseLines } from './parseReports';
import type { Row, TableReport } from './TableReport';
import { TRINO_FEATURES } from './trinoFeatures';

const DESCRIBE = new JvmProgram({
  pom: 'iceberg',
  sources: ['common'],
  main: 'DescribeTable',
});

/** Metadata tables, and their columns in a form that survives Trino's JSON: ids of 64 bits as text, times as microseconds. */
const METADATA_TABLES: Record<string, string[]> = {
  snapshots: [
    micros('committed_at'),
    ...texts('snapshot_id', 'parent_id'),
    'operation',
    'manifest_list',
    'CAST(summary AS json) AS summary',
  ],
  history: [
    micros('made_current_at'),
    ...texts('snapshot_id', 'parent_id'),
    'is_current_ancestor',
  ],
  refs: [
    'name',
    'type',
    ...texts(
      'snapshot_id',
      'max_reference_age_in_ms',
      'min_snapshots_to_keep',
      'max_snapshot_age_in_ms',
    ),
  ],
  metadata_log_entries: [
    micros('timestamp'),
    'file',
    ...texts(
      'latest_snapshot_id',
      'latest_schema_id',
      'latest_sequence_number',
    ),
  ],
  manifests: [
    'path',
    ...texts(
      'length',
      'partition_spec_id',
      'added_snapshot_id',
      'added_rows_count',
      'existing_rows_count',
      'deleted_rows_count',
    ),
    'CAST(partition_summaries AS json) AS partition_summaries',
  ],
  all_manifests: [
    'path',
    ...texts(
      'length',
      'partition_spec_id',
      'added_snapshot_id',
      'added_data_files_count',
      'existing_data_files_count',
      'deleted_data_files_count',
      'added_delete_files_count',
      'existing_delete_files_count',
      'deleted_delete_files_count',
      'reference_snapshot_id',
    ),
  ],
  files: [
    'content',
    'file_path',
    'file_format',
    'spec_id',
    ...texts('record_count', 'file_size_in_bytes', 'sort_order_id'),
    'CAST(column_sizes AS json) AS column_sizes',
    'CAST(value_counts AS json) AS value_counts',
    'CAST(null_value_counts AS json) AS null_value_counts',
    'CAST(nan_value_counts AS json) AS nan_value_counts',
    'CAST(split_offsets AS json) AS split_offsets',
    'CAST(equality_ids AS json) AS equality_ids',
  ],
  entries: [
    'status',
    ...texts('snapshot_id', 'sequence_number', 'file_sequence_number'),
  ],
};

export const trinoEngine: Engine = {
  title: `Trino ${TRINO_VERSION}`,
  name: `Trino ${TRINO_VERSION}`,
  cannot: refusalsOf(TRINO_FEATURES),
  unsaid: [],
  async write(warehouse) {
    await mkdir(join(warehouse, 'metastore'));
    const trino = await TrinoServer.start({
      lake: {
        'connector.name': 'iceberg',
        'iceberg.catalog.type': 'TESTING_FILE_METASTORE',
        // The root of both schemes, local:/// and file:///, is the root of the disk.
        'fs.native-local.enabled': 'true',
        'local.location': '/',
        'hive.metastore.catalog.dir': `local://${warehouse}/metastore`,
        'iceberg.expire-snapshots.min-retention': '0s',
        'iceberg.allowed-extra-properties': '*',
      },
    });
    try {
      await trino.query('CREATE SCHEMA lake.db');
      const outcomes = new Map<Feature, Outcome>();
      for (const name of FEATURE_NAMES) {
        outcomes.set(name, await writeTable(trino, warehouse, name));
      }
      return await withWitness(outcomes);
    } finally {
      await trino.stop();
    }
  },
};

async function writeTable(
  trino: TrinoServer,
  warehouse: string,
  name: Feature,
): Promise<Outcome> {
  const feature = TRINO_FEATURES[name];
  const statements = Array.isArray(feature) ? feature : feature.refused;
  const location = pathToFileURL(join(warehouse, 'db', name)).href;
  try {
    for (const statement of statements) {
      await trino.query(
        await withSnapshotIds(
          trino,
          name,
          statement.replace('${location}', location),
        ),
      );
    }
  } catch (error) {
    return { error: (error as Error).message };
  }
  return { report: await describeTable(trino, name, location) };
}

async function withSnapshotIds(
  trino: TrinoServer,
  name: Feature,
  statement: string,
): Promise<string> {
  const wanted = /\$\{snapshot (\d+)\}/.exec(statement);
  if (!wanted) return statement;
  const rows = await trino.query(
    `SELECT CAST(snapshot_id AS varchar) FROM lake.db."${name}$snapshots" ORDER BY committed_at`,
  );
  return statement.replace(wanted[0], String(rows[Number(wanted[1])][0]));
}

async function describeTable(
  trino: TrinoServer,
  name: Feature,
  location: string,
): Promise<TableReport> {
  const tables: Record<string, Row[]> = {};
  for (const [table, columns] of Object.entries(METADATA_TABLES)) {
    const heads = columns.map(column => column.split(' AS ').at(-1)!);
    const rows = await trino.query(
      `SELECT ${columns.join(', ')} FROM lake.db."${name}$${table}"`,
    );
    tables[table] = rows.map(row =>
      Object.fromEntries(
        row.map((cell, index) => [
          heads[index],
          columns[index].endsWith(`AS json) AS ${heads[index]}`)
            ? parseCell(cell)
            : cell,
        ]),
      ),
    );
  }
  tables.partitions = await partitions(trino, name);
  const properties = Object.fromEntries(
    (
      await trino.query(`SELECT key, value FROM lake.db."${name}$properties"`)
    ).map(([key, value]) => [String(key), String(value)]),
  );
  const log = tables.metadata_log_entries;
  return {
    metadataLocation: String(log[log.length - 1].file),
    tables,
    shown: shownOf(properties, location),
  };
}

/** What `$properties` says: some of it isn't a property of the table, but of its metadata. */
function shownOf(
  properties: Record<string, string>,
  location: string,
): Record<string, unknown> {
  const {
    'format-version': formatVersion,
    'current-snapshot-id': current,
    location: stated,
    format: ignoredFormat,
    provider: ignoredProvider,
    ...rest
  } = properties;
  return {
    formatVersion: Number(formatVersion),
    location: stated ?? location,
    currentSnapshotId: current === 'none' ? null : current,
    properties: rest,
  };
}

async function partitions(trino: TrinoServer, name: Feature): Promise<Row[]> {
  const columns = (
    await trino.query(`DESCRIBE lake.db."${name}$partitions"`)
  ).map(([column]) => String(column));
  if (!columns.includes('partition')) {
    // Trino shows no partition of an unpartitioned table, only its figures.
    return (
      await trino.query(
        `SELECT CAST(record_count AS varchar), CAST(file_count AS varchar), CAST(total_size AS varchar) FROM lake.db."${name}$partitions"`,
      )
    ).map(([records, files, size]) => ({
      partition: {},
      record_count: records,
      file_count: files,
      total_size: size,
    }));
  }
  return [];
}

/** Iceberg's own library reads the same tables: it says what Trino doesn't. */
async function withWitness(
  outcomes: Map<Feature, Outcome>,
): Promise<Map<Feature, Outcome>> {
  const written = [...outcomes].filter(([, { report }]) => report);
  const output = await DESCRIBE.run(
    written.map(([, { report }]) => report!.metadataLocation),
    { timeoutMs: 120_000 },
  );
  const witnesses = parseLines<TableReport>(output);
  if (witnesses.length !== written.length)
    throw new Error(
      `Iceberg's library described ${witnesses.length} of ${written.length} tables`,
    );
  for (const [index, [name, outcome]] of written.entries()) {
    outcomes.set(name, { ...outcome, witness: witnesses[index] });
  }
  return outcomes;
}

function parseCell(cell: unknown): unknown {
  return typeof cell === 'string'
    ? parseLines<{ cell: unknown }>(`{"cell":${cell}}`)[0].cell
    : cell;
}

function texts(...columns: string[]): string[] {
  return columns.map(column => `CAST(${column} AS varchar) AS ${column}`);
}

function micros(column: string): string {
  return `CAST(CAST(round(to_unixtime(${column}) * 1000) AS bigint) * 1000 AS varchar) AS ${column}`;
}
