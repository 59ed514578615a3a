import { ValidationError } from '../errors';
import type { CreateTableOptions } from '../operations/CreateTableOptions';
import { createPartitionSpec } from '../partitioning/createPartitionSpec';
import { createSortOrder } from '../partitioning/createSortOrder';
import { createSchema } from '../schema/createSchema';
import { requireProperty } from './requireProperty';
import { recommendedProperties } from './recommendedProperties';
import type { TableMetadataJson } from './TableMetadataJson';

/**
 * Metadata of a table that has no snapshot yet.
 *
 * @throws ValidationError, AlreadyExistsError for a repeated partition field
 */
export function newTableMetadata(
  options: CreateTableOptions,
  table: { uuid: string; location: string; nowMs: number },
): TableMetadataJson {
  const formatVersion = options.formatVersion ?? 2;
  if (![1, 2, 3].includes(formatVersion))
    throw new ValidationError(
      `Format version must be 1, 2 or 3, got ${String(formatVersion)}.`,
    );
  const { schema, lastColumnId } = createSchema(
    options.columns,
    options.identifierColumns ?? [],
    formatVersion,
  );
  const { spec, lastPartitionId } = createPartitionSpec(
    schema,
    options.partitionBy ?? [],
  );
  const { order } = createSortOrder(schema, [], options.sortBy ?? []);
  return {
    'format-version': formatVersion,
    'table-uuid': table.uuid,
    location: table.location,
    ...(formatVersion >= 2 ? { 'last-sequence-number': 0n } : {}),
    'last-updated-ms': table.nowMs,
    'last-column-id': lastColumnId,
    'current-schema-id': schema['schema-id'],
    schemas: [schema],
    'default-spec-id': spec['spec-id'],
    'partition-specs': [spec],
    'last-partition-id': lastPartitionId,
    'default-sort-order-id': order['order-id'],
    'sort-orders': [order],
    properties: mergeProperties(options.properties ?? {}),
    refs: {},
    snapshots: [],
    'snapshot-log': [],
    'metadata-log': [],
    ...(formatVersion >= 3 ? { 'next-row-id': 0n } : {}),
  };
}

function mergeProperties(
  own: Record<string, string | undefined>,
): Record<string, string> {
  const merged: Record<string, string> = {};
  for (const [key, value] of Object.entries({
    ...recommendedProperties,
    ...own,
  })) {
    if (value === undefined) continue;
    requireProperty(key, value);
    merged[key] = value;
  }
  return merged;
}
