import type { ContentFile } from '@lakehouse-portal/table-metadata';
import type { TableIdentifier } from '../catalog/TableIdentifier';
import type { LakehouseContext } from '../commit/LakehouseContext';
import type { TableMetadataJson } from '../metadata/TableMetadataJson';
import type { WriteOptions } from './CommitOptions';
import type { CommitResult } from './CommitResult';
import { commitSnapshot } from './commitSnapshot';
import type { RowSource } from './RowSource';
import { writeRows } from './writeRows';

/**
 * Appends rows in one commit. The files are written once; another writer's commit in between only makes a new
 * manifest list necessary, unless it changed the schema or the partitioning.
 */
export async function append(
  context: LakehouseContext,
  table: TableIdentifier,
  source: RowSource,
  options: WriteOptions = {},
): Promise<CommitResult> {
  let written: { files: ContentFile[]; shape: string } | undefined;
  return commitSnapshot(context, table, options, async (base, own) => {
    const shape = writeShape(base.json);
    if (written?.shape !== shape) {
      const files = await context.engine.run(connection =>
        writeRows(context, connection, base.json, source, {
          filesPerPartition: options.files,
        }),
      );
      own(files.map(file => file.filePath));
      written = { files, shape };
    }
    return written.files.length === 0
      ? undefined
      : { operation: 'append', addedData: written.files };
  });
}

/** What written files depend on. */
function writeShape(metadata: TableMetadataJson): string {
  return [
    metadata['current-schema-id'],
    metadata['default-spec-id'],
    metadata['default-sort-order-id'],
    metadata.location,
  ].join(' ');
}
