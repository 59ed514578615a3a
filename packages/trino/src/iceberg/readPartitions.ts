import {
  partitionPath,
  partitionStartMs,
  type FileStatistics,
  type SchemaField,
} from '@lakehouse-portal/table-metadata';
import type { TrinoType, TrinoValue } from '../values';
import { quoteIdentifier } from '../sql';
import type { PartitionColumn, SeenSpec } from './partitionSpecs';
import { bigintOf, numberOf, type TableQueries } from './TableQueries';
import { toPartitionValue } from './toPartitionValue';

const MAX_PARTITIONS = 1000;
const DEFAULT_TARGET_FILE_BYTES = 512 * 1024 * 1024;

/** Columns of `$files.partition`; none for a table that never was partitioned. */
export async function readPartitionColumns(
  queries: TableQueries,
  fileColumns: Set<string>,
): Promise<PartitionColumn[]> {
  if (!fileColumns.has('partition')) {
    return [];
  }
  const { columns } = await queries.run(
    `SELECT partition FROM ${queries.inSql('files')} WHERE false`,
  );
  const type: TrinoType = columns[0].type;
  return type.kind === 'row'
    ? type.fields.map((field, index) => ({
        index,
        name: field.name ?? `field${index}`,
        type: field.type,
      }))
    : [];
}

/** For each spec of live data files, which columns of `partition` have a value in one of them. */
export async function readUsedColumns(
  queries: TableQueries,
  columns: PartitionColumn[],
): Promise<Map<number, boolean[]>> {
  const counts = columns.map(
    ({ name }) => `, count(partition.${quoteIdentifier(name)})`,
  );
  const { rows } = await queries.run(
    `SELECT spec_id${counts.join('')} FROM ${queries.inSql(
      'files',
    )} GROUP BY spec_id`,
  );
  return new Map(
    rows.map(([specId, ...values]) => [
      numberOf(specId),
      values.map(value => numberOf(value) > 0),
    ]),
  );
}

/** Files by partition, added up by Trino; the partitions with most files to spare. */
export async function readPartitions(options: {
  queries: TableQueries;
  specs: SeenSpec[];
  isPartitioned: boolean;
  fields: SchemaField[];
  properties: Record<string, string>;
}): Promise<
  Pick<
    FileStatistics,
    | 'partitions'
    | 'partitionStatistics'
    | 'partitionsTruncated'
    | 'partitionSkew'
  >
> {
  const { queries, isPartitioned } = options;
  const { rows } = await queries.run(
    `WITH ${groups(
      queries,
      isPartitioned,
    )}, ranked AS (SELECT *, row_number() OVER (ORDER BY bytes) AS place, count(*) OVER () AS total FROM partitions WHERE files > 0) ` +
      `SELECT max(total), max(bytes), max(IF(place = (total + 1) / 2, bytes)), sum(CAST(bytes AS double)), sum((2 * place - total - 1) * CAST(bytes AS double)) FROM ranked`,
  );
  const [total, largest, median, bytes, weighted] = rows[0];
  const partitions = numberOf(total);
  const sum = numberOf(bytes);
  return {
    partitions,
    partitionStatistics: await readLargest(options),
    partitionsTruncated: partitions > MAX_PARTITIONS,
    partitionSkew:
      partitions === 0
        ? undefined
        : {
            largestShare: sum === 0 ? 0 : numberOf(largest) / sum,
            largestBytes: bigintOf(largest),
            medianBytes: bigintOf(median),
            gini: sum === 0 ? 0 : numberOf(weighted) / (partitions * sum),
          },
  };
}

async function readLargest(
  options: Parameters<typeof readPartitions>[0],
): Promise<FileStatistics['partitionStatistics']> {
  const { queries, isPartitioned, specs, fields, properties } = options;
  const stated = properties['write.target-file-size-bytes'];
  const target =
    stated !== undefined && /^[1-9]\d{0,17}$/.test(stated)
      ? stated
      : String(DEFAULT_TARGET_FILE_BYTES);
  const { rows } = await queries.run(
    `WITH ${groups(queries, isPartitioned)} ` +
      `SELECT spec_id, files, bytes, records, position_deletes, equality_deletes, vectors, delete_records${
        isPartitioned ? ', tuple' : ''
      } FROM partitions WHERE files > 0 ORDER BY files - greatest(1, ceiling(CAST(bytes AS double) / ${target})) + position_deletes + equality_deletes + vectors DESC, bytes DESC LIMIT ${MAX_PARTITIONS}`,
  );
  return rows.map(row => {
    const specId = numberOf(row[0]);
    return {
      specId,
      ...describe(
        specs.find(({ spec }) => spec.specId === specId),
        row[8] ?? null,
        fields,
      ),
      dataFiles: numberOf(row[1]),
      dataBytes: bigintOf(row[2]),
      dataRecords: bigintOf(row[3]),
      positionDeleteFiles: numberOf(row[4]),
      equalityDeleteFiles: numberOf(row[5]),
      deletionVectors: numberOf(row[6]),
      deleteRecords: bigintOf(row[7]),
    };
  });
}

function describe(
  seen: SeenSpec | undefined,
  tuple: TrinoValue,
  fields: SchemaField[],
): { partition: string; startMs?: number } {
  if (!seen || !Array.isArray(tuple)) {
    return { partition: '' };
  }
  const values = seen.columns.map(({ index, type }) =>
    toPartitionValue(type, tuple[index]),
  );
  return {
    partition: partitionPath(seen.spec, { fields }, values),
    startMs: partitionStartMs(seen.spec, { fields }, values),
  };
}

function groups(queries: TableQueries, isPartitioned: boolean): string {
  const isVector = "content = 1 AND lower(file_format) = 'puffin'";
  return `partitions AS (SELECT spec_id${
    isPartitioned ? ', partition AS tuple' : ''
  }, count_if(content = 0) AS files, sum(IF(content = 0, file_size_in_bytes, 0)) AS bytes, sum(IF(content = 0, record_count, 0)) AS records, count_if(content = 1 AND NOT (${isVector})) AS position_deletes, count_if(content = 2) AS equality_deletes, count_if(${isVector}) AS vectors, sum(IF(content <> 0, record_count, 0)) AS delete_records FROM ${queries.inSql(
    'files',
  )} GROUP BY spec_id${isPartitioned ? ', partition' : ''})`;
}
