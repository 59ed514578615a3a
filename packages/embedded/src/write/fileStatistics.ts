import type { DuckDBConnection } from '@duckdb/node-api';
import type { ContentFile } from '@lakehouse-portal/table-metadata';
import { quotedIdentifier, quotedString } from '../engine/quoting';
import type { SchemaJson } from '../metadata/TableMetadataJson';
import { flattenSchema, type FoundField } from '../schema/findField';
import { columnBound } from './columnBounds';
import { metricsMode } from './metricsMode';

/** Rows of a row group in files that the engine writes, unless told otherwise. */
const ROW_GROUP_ROWS = 122_880n;

/** The first row group follows the four bytes of `PAR1`. */
const FIRST_OFFSET = 4n;

/**
 * A row of what `COPY … (RETURN_STATS)` gives.
 */
export interface CopyStatistics {
  path: string;
  records: bigint;
  sizeBytes: bigint;
  /** By quoted path, `"a"."b"`. */
  columns: Map<string, Map<string, string>>;
}

/** Runs a `COPY … (RETURN_STATS)` and reads what it gives. */
export async function copyWithStatistics(
  connection: DuckDBConnection,
  sql: string,
): Promise<CopyStatistics[]> {
  const reader = await connection.runAndReadAll(sql);
  const names = reader.columnNames();
  return reader.getRowsJson().map(row => {
    const value = (name: string): unknown => row[names.indexOf(name)];
    const columns = value('column_statistics') as Array<{
      key: string;
      value: Array<{ key: string; value: string }>;
    }> | null;
    return {
      path: String(value('filename')),
      records: BigInt(String(value('count'))),
      sizeBytes: BigInt(String(value('file_size_bytes'))),
      columns: new Map(
        (columns ?? []).map(column => [
          column.key,
          new Map(column.value.map(entry => [entry.key, entry.value])),
        ]),
      ),
    };
  });
}

type FileMetrics = Pick<
  ContentFile,
  | 'columnSizes'
  | 'valueCounts'
  | 'nullValueCounts'
  | 'nanValueCounts'
  | 'lowerBounds'
  | 'upperBounds'
  | 'splitOffsets'
>;

/**
 * What a manifest says of a data file's columns, as far as the table's metrics modes want it.
 * Columns in lists and maps get counts but no bounds, as in Java.
 */
export async function fileMetrics(
  connection: DuckDBConnection,
  statistics: CopyStatistics,
  schema: SchemaJson,
  properties: Record<string, string>,
): Promise<FileMetrics> {
  const columnSizes = new Map<number, bigint>();
  const valueCounts = new Map<number, bigint>();
  const nullValueCounts = new Map<number, bigint>();
  const nanValueCounts = new Map<number, bigint>();
  const lowerBounds = new Map<number, Uint8Array>();
  const upperBounds = new Map<number, Uint8Array>();
  const withNan: FoundField[] = [];
  let place = 0;
  for (const { field, key, type } of leavesOf(schema)) {
    const column = statistics.columns.get(key);
    const mode = metricsMode(properties, field.path, place);
    place += 1;
    if (!column) continue;
    const size = column.get('column_size_bytes');
    if (size !== undefined) columnSizes.set(field.id, BigInt(size));
    if (mode.kind === 'none') continue;
    const values = column.get('num_values');
    const nulls = column.get('null_count');
    if (values !== undefined) valueCounts.set(field.id, BigInt(values));
    if (nulls !== undefined) nullValueCounts.set(field.id, BigInt(nulls));
    const hasNan = column.get('has_nan');
    if (hasNan === 'false') nanValueCounts.set(field.id, 0n);
    else if (hasNan === 'true' && !field.repeated) withNan.push(field);
    if (mode.kind === 'counts' || field.repeated) continue;
    const min = column.get('min');
    const max = column.get('max');
    const lower =
      min === undefined ? undefined : columnBound('lower', type, min, mode);
    const upper =
      max === undefined ? undefined : columnBound('upper', type, max, mode);
    if (lower) lowerBounds.set(field.id, lower);
    if (upper) upperBounds.set(field.id, upper);
  }
  for (const [id, count] of await countNans(
    connection,
    statistics.path,
    withNan,
  ))
    nanValueCounts.set(id, count);
  return {
    columnSizes,
    valueCounts,
    nullValueCounts,
    nanValueCounts,
    lowerBounds,
    upperBounds,
    splitOffsets: await splitOffsets(connection, statistics),
  };
}

/** The primitive fields, with the key that the engine's statistics use. */
function leavesOf(
  schema: SchemaJson,
): Array<{ field: FoundField; key: string; type: string }> {
  return flattenSchema(schema).flatMap(field => {
    if (typeof field.type !== 'string') return [];
    return [
      {
        field,
        key: field.path.split('.').map(quotedIdentifier).join('.'),
        type: field.type,
      },
    ];
  });
}

/** The engine only says whether there are any. */
async function countNans(
  connection: DuckDBConnection,
  path: string,
  fields: FoundField[],
): Promise<Array<[number, bigint]>> {
  if (fields.length === 0) return [];
  const counts = fields.map(
    field =>
      `count(*) FILTER (WHERE isnan(${field.path
        .split('.')
        .map(quotedIdentifier)
        .join('.')}))`,
  );
  const reader = await connection.runAndReadAll(
    `SELECT ${counts.join(', ')} FROM read_parquet([${quotedString(
      path,
    )}], hive_partitioning = false)`,
  );
  const [row] = reader.getRowsJson();
  return fields.map((field, index) => [field.id, BigInt(String(row[index]))]);
}

async function splitOffsets(
  connection: DuckDBConnection,
  statistics: CopyStatistics,
): Promise<bigint[]> {
  if (statistics.records <= ROW_GROUP_ROWS) return [FIRST_OFFSET];
  const reader = await connection.runAndReadAll(
    `SELECT min(least(data_page_offset, coalesce(nullif(dictionary_page_offset, 0), data_page_offset))) AS first_page
     FROM parquet_metadata(${quotedString(
       statistics.path,
     )}) GROUP BY row_group_id ORDER BY row_group_id`,
  );
  return reader.getRowsJson().map(row => BigInt(String(row[0])));
}
