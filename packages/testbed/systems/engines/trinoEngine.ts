import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  sharedSystem,
  TRINO_NEXT_VERSION,
  TRINO_VERSION,
  TrinoStatements,
  uniqueName,
} from '../../src';
import type { Engine, Outcome } from './Engine';
import {
  FEATURE_NAMES,
  refusalsOf,
  type Feature,
  type SqlFeature,
} from './features';
import { parseLines } from './parseReports';
import type { DescribedTable, Row, TableReport } from './TableReport';
import { TRINO_FEATURES, TRINO_NEXT_FEATURES } from './trinoFeatures';
import { withWitness } from './withWitness';

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
  partition_figures: texts('record_count', 'file_count', 'total_size'),
  entries: [
    'status',
    ...texts('snapshot_id', 'sequence_number', 'file_sequence_number'),
  ],
};

/**
 * Where `$partitions` of 483 counts delete files among the files and their records, shows an empty table as a partition, and adds
 * up those that a `void` tells apart (see docs/engines.md). Iceberg's library says these figures instead.
 */
const COUNTED_OTHERWISE: Feature[] = [
  'empty',
  'spec_evolution_v1',
  'position_deletes',
  'deletion_vectors',
  'format_upgrade',
];

/** Trino 476. */
export const trinoEngine = engineOf(TRINO_VERSION, 'trino', TRINO_FEATURES);

/** Trino 483. */
export const trinoNextEngine = engineOf(
  TRINO_NEXT_VERSION,
  'trino-next',
  TRINO_NEXT_FEATURES,
);

function engineOf(
  version: string,
  system: 'trino' | 'trino-next',
  features: Record<Feature, SqlFeature>,
): Engine {
  return {
    title: `Trino ${version}`,
    name: `Trino ${version}`,
    cannot: refusalsOf(features),
    unsaid: [
      'tableUuid',
      'currentSchemaId',
      'columns',
      'fieldsFlat',
      'partitionSpec',
      'sortOrder',
      'snapshots.schemaId',
      'statisticsFiles',
    ],
    async write(warehouse) {
      await mkdir(join(warehouse, 'metastore'));
      const { url } = await sharedSystem(system);
      const trino = new CatalogOfTrino(
        url,
        uniqueName('engines'),
        system === 'trino-next',
      );
      await trino.createCatalog(trino.catalog, {
        'connector.name': 'iceberg',
        'iceberg.catalog.type': 'TESTING_FILE_METASTORE',
        // The root of both schemes, local:/// and file:///, is the root of the disk.
        'fs.native-local.enabled': 'true',
        'local.location': '/',
        'hive.metastore.catalog.dir': `local://${warehouse}/metastore`,
        'iceberg.expire-snapshots.min-retention': '0s',
        'iceberg.allowed-extra-properties': '*',
      });
      try {
        await trino.query('CREATE SCHEMA lake.db');
        const outcomes = new Map<Feature, Outcome>();
        for (const name of FEATURE_NAMES)
          outcomes.set(
            name,
            await writeTable(trino, warehouse, name, features[name]),
          );
        return await withWitness(outcomes);
      } finally {
        await trino.dropCatalog(trino.catalog);
      }
    },
  };
}

/** A Trino that others use too: what the statements call `lake` is a catalog that nobody else has. */
class CatalogOfTrino extends TrinoStatements {
  constructor(url: string, readonly catalog: string, readonly isNext: boolean) {
    super(url);
  }

  async query(sql: string): Promise<unknown[][]> {
    return super.query(sql.replace(/\blake\.db\b/g, `${this.catalog}.db`));
  }
}

async function writeTable(
  trino: CatalogOfTrino,
  warehouse: string,
  name: Feature,
  feature: SqlFeature,
): Promise<Outcome> {
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
    return { report: await describeTable(trino, name, location) };
  } catch (error) {
    return { error: (error as Error).message };
  }
}

async function withSnapshotIds(
  trino: TrinoStatements,
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
  trino: CatalogOfTrino,
  name: Feature,
  location: string,
): Promise<TableReport> {
  const tables: Record<string, Row[]> = {};
  const isPartitioned = (
    await trino.query(`DESCRIBE lake.db."${name}$files"`)
  ).some(([column]) => column === 'partition');
  await Promise.all(
    Object.entries(METADATA_TABLES).map(async ([table, columns]) => {
      const rows = await rowsOf(
        trino,
        `lake.db."${name}$${
          table === 'partition_figures' ? 'partitions' : table
        }"`,
        table === 'files' && isPartitioned
          ? [...columns, 'partition AS partition_group']
          : columns,
      );
      if (rows) tables[table] = rows;
    }),
  );
  if (trino.isNext && COUNTED_OTHERWISE.includes(name))
    delete tables.partition_figures;
  // Trino 476 leaves the moment of a rollback out of its history; Iceberg's library says it.
  if (name === 'rollback') delete tables.history;
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
    described: await describe(trino, name),
  };
}

/** `undefined` for the entries of a table with a dropped column, which Trino 476 can't show: Iceberg's library alone says them. */
async function rowsOf(
  trino: TrinoStatements,
  table: string,
  columns: string[],
): Promise<Row[] | undefined> {
  const heads = columns.map(column => column.split(' AS ').at(-1)!);
  try {
    const rows = await trino.query(
      `SELECT ${columns.join(', ')} FROM ${table}`,
    );
    return rows.map(row =>
      Object.fromEntries(
        row.map((cell, index) => [
          heads[index],
          columns[index].includes(' AS json) AS ') ? parseCell(cell) : cell,
        ]),
      ),
    );
  } catch (error) {
    const isKnown =
      table.endsWith('$entries"') &&
      /Type\.typeId\(\)" because "type" is null/.test(String(error));
    if (isKnown) return undefined;
    throw error;
  }
}

/** What DESCRIBE and SHOW CREATE TABLE say. */
async function describe(
  trino: TrinoStatements,
  name: Feature,
): Promise<DescribedTable> {
  const columns = await trino.query(`DESCRIBE lake.db."${name}"`);
  const [[created]] = await trino.query(`SHOW CREATE TABLE lake.db."${name}"`);
  const list = (property: string) =>
    [
      ...(
        new RegExp(`${property} = ARRAY\\[(.*)\\]`).exec(
          String(created),
        )?.[1] ?? ''
      ).matchAll(/'((?:[^']|'')*)'/g),
    ].map(([, item]) => item);
  return {
    // From 483 on, the names of a row's fields are in quotes.
    columns: columns.map(
      ([column, type]) => `${column} ${String(type).replaceAll('"', '')}`,
    ),
    partitioning: list('partitioning'),
    sortedBy: list('sorted_by'),
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
    ...rest
  } = properties;
  for (const synthetic of ['format', 'provider', 'sort-order'])
    delete rest[synthetic];
  return {
    formatVersion: Number(formatVersion),
    location: stated ?? location,
    currentSnapshotId: current === 'none' ? null : current,
    properties: rest,
  };
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
