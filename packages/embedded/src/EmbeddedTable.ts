import type { TableMetadata } from '@lakehouse-portal/table-metadata';
import type { TableIdentifier } from './catalog/TableIdentifier';

/**
 * A table as the catalog pointed to it at one moment.
 * @public
 */
export interface EmbeddedTable {
  identifier: TableIdentifier;
  metadataLocation: string;
  metadata: TableMetadata;
}
