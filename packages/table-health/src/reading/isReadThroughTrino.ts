import type { TableMetadata } from '@lakehouse-portal/table-metadata';

/**
 * Whether the metadata was put together from Trino's metadata tables, and not read from the table's own files. What Trino
 * does not tell is missing then, though the table has it: its UUID, and the ids of columns, schemas and partition fields.
 *
 * The package `trino` marks what it reads by this warning. Its readers ask here, since this package runs in browsers too.
 * @public
 */
export function isReadThroughTrino(
  metadata: Pick<TableMetadata, 'warnings'>,
): boolean {
  return metadata.warnings.some(({ code }) => code === 'read-through-trino');
}
