import type { DuckDBConnection } from '@duckdb/node-api';
import { duckdbType } from '../engine/duckdbType';
import { quotedIdentifier } from '../engine/quoting';
import { ValidationError } from '../errors';
import { partitionSpec, schemasByRelevance } from '../metadata/metadataParts';
import type { TableMetadataJson } from '../metadata/TableMetadataJson';
import { condition } from '../operations/matchRows';
import type { PlannedFile } from '../operations/planRows';
import { typedPartitionFields } from '../partitioning/createPartitionSpec';
import { partitionLiteral } from '../scan/partitionLiteral';

/**
 * The files whose partition a SQL condition holds for. It may name the partition fields of any spec; a file of another
 * spec has nulls there.
 *
 * @throws ValidationError when the condition is not one, or the table was never partitioned.
 */
export async function filterPartitions(
  connection: DuckDBConnection,
  metadata: TableMetadataJson,
  files: PlannedFile[],
  where: string,
): Promise<PlannedFile[]> {
  const schemas = schemasByRelevance(metadata);
  const specs = new Map(
    metadata['partition-specs'].map(spec => [
      spec['spec-id'],
      typedPartitionFields(schemas, partitionSpec(metadata, spec['spec-id'])),
    ]),
  );
  const columns = new Map(
    [...specs.values()].flat().map(field => [field.name, field.type]),
  );
  if (columns.size === 0)
    throw new ValidationError(
      'The table is not partitioned, so its partitions cannot be filtered.',
    );
  if (files.length === 0) return [];
  const rows = files.map((file, index) => {
    const fields = specs.get(file.file.specId) ?? [];
    const values = [...columns].map(([name, type]) => {
      const at = fields.findIndex(field => field.name === name);
      const value = at < 0 ? null : file.file.partition[at] ?? null;
      return partitionLiteral(value, {
        id: 0,
        name,
        required: false,
        type: { kind: 'primitive', name: type },
      });
    });
    return `(${[index, ...values].join(', ')})`;
  });
  const names = [
    '__lakehouse_file',
    ...[...columns.keys()].map(quotedIdentifier),
  ];
  const casts = [...columns].map(
    ([name, type]) =>
      `CAST(${quotedIdentifier(name)} AS ${duckdbType(
        type,
        name,
      )}) AS ${quotedIdentifier(name)}`,
  );
  try {
    const reader = await connection.runAndReadAll(
      `SELECT __lakehouse_file FROM (SELECT __lakehouse_file, ${casts.join(
        ', ',
      )} FROM (VALUES ${rows.join(', ')}) v(${names.join(
        ', ',
      )})) AS t WHERE ${condition(where)}`,
    );
    return reader.getRowsJson().map(row => files[Number(row[0])]);
  } catch (error) {
    throw new ValidationError(
      `The condition ${JSON.stringify(where)} on partitions cannot be used: ${
        (error as Error).message
      }. Partition fields are ${[...columns.keys()].join(', ')}.`,
      { cause: error },
    );
  }
}
