import type { TableIdentifier } from './TableIdentifier';

/**
 * A row of the catalog: a table, and its newest metadata file.
 * @public
 */
export interface TablePointer extends TableIdentifier {
  metadataLocation: string;
  previousMetadataLocation?: string;
}
