import type { TableRef } from '@lakehouse-portal/plugin-lakehouse-common';
import type { LakehouseConnector } from '@lakehouse-portal/plugin-lakehouse-node';
import type { TableMetadata } from '@lakehouse-portal/table-metadata';
import { askCatalog } from '../connectors';
import { readMetadata } from '../scan/readMetadata';

/**
 * The metadata of a table as its catalog has it now: that of the last scan when nothing has been
 * committed since. Where the catalog can't look up a single table, that of the last scan, too.
 *
 * A query must see the newest commit, and no files that maintenance has removed since the scan.
 *
 * @throws ServiceUnavailableError when the catalog can't be asked; TableReadError.
 */
export async function readNewestMetadata(
  connector: LakehouseConnector,
  table: TableRef,
  scanned: TableMetadata,
  signal?: AbortSignal,
): Promise<TableMetadata> {
  const pointer = await askCatalog(
    table.lakehouse,
    async () =>
      connector.findTable?.(
        { namespace: table.schema, name: table.table },
        { signal },
      ),
    signal,
  );
  if (!pointer || pointer.metadataLocation === scanned.metadataLocation) {
    return scanned;
  }
  const newest = await readMetadata(connector, pointer, { signal });
  return newest === 'unchanged' ? scanned : newest.metadata;
}
