import type { DuckDBConnection } from '@duckdb/node-api';
import type { ContentFile } from '@lakehouse-portal/table-metadata';
import type { LakehouseContext } from '../commit/LakehouseContext';
import { dataLocation } from '../commit/tablePaths';
import { UnsupportedOperationError, ValidationError } from '../errors';
import {
  currentSchema,
  defaultSortOrder,
  defaultSpec,
  schemasByRelevance,
} from '../metadata/metadataParts';
import type {
  SchemaJson,
  TableMetadataJson,
} from '../metadata/TableMetadataJson';
import { typedPartitionFields } from '../partitioning/createPartitionSpec';
import { flattenSchema } from '../schema/findField';
import { toFilePath } from '../storage/fileLocation';
import { requireInside } from '../storage/requireInside';
import { dropStage, stageRows } from '../write/stageRows';
import { writeDataFiles } from '../write/writeDataFiles';
import type { RowSource } from './RowSource';

const MAX_FILES = 100_000;

/**
 * Writes rows as data files of the table, by its current schema, default spec and sort order.
 *
 * @param schema - instead of the current one: with metadata columns, for rewritten rows of version 3.
 * @throws ValidationError when the rows do not fit.
 */
export async function writeRows(
  context: LakehouseContext,
  connection: DuckDBConnection,
  metadata: TableMetadataJson,
  source: RowSource,
  options: { filesPerPartition?: number; schema?: SchemaJson } = {},
): Promise<ContentFile[]> {
  const filesPerPartition = options.filesPerPartition ?? 1;
  if (
    !Number.isInteger(filesPerPartition) ||
    filesPerPartition < 1 ||
    filesPerPartition > MAX_FILES
  ) {
    throw new ValidationError(
      `The number of files must be a whole number from 1 to ${MAX_FILES}, got ${filesPerPartition}.`,
    );
  }
  const schema = options.schema ?? currentSchema(metadata);
  const fixed = flattenSchema(schema).find(
    field => typeof field.type === 'string' && field.type.startsWith('fixed'),
  );
  if (fixed)
    throw new UnsupportedOperationError(
      `Column '${fixed.path}' has type ${String(
        fixed.type,
      )}, which the embedded lakehouse's engine can read but not write.`,
    );
  const spec = defaultSpec(metadata);
  const sortOrder = defaultSortOrder(metadata);
  const partitionFields = typedPartitionFields(
    schemasByRelevance(metadata),
    spec,
  );
  let rowCount = Infinity;
  try {
    const staged = await stageRows(connection, source, {
      schema,
      partitionFields,
      sortOrder,
      filesPerPartition,
    });
    rowCount = staged.rowCount;
    if (rowCount === 0) return [];
    return await writeDataFiles(connection, staged, {
      folder: requireInside(context.roots, toFilePath(dataLocation(metadata))),
      schema,
      specId: spec['spec-id'],
      partitionFields,
      sortOrderId: sortOrder['order-id'],
      properties: metadata.properties,
      newUuid: context.newUuid,
      durable: context.durable,
    });
  } finally {
    await dropStage(connection, rowCount);
  }
}
