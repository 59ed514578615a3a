import type { TableMetadata } from '@lakehouse-portal/table-metadata';
import type { TableIdentifier } from '../catalog/TableIdentifier';

/**
 * What a commit led to.
 * @public
 */
export interface CommitResult {
  table: TableIdentifier;
  /** The metadata file that the catalog points to now. */
  metadataLocation: string;
  /** The snapshot that was made, as decimal string; absent when the operation made none, or had nothing to do. */
  snapshotId?: string;
  /** The snapshot's summary. */
  summary?: Record<string, string>;
  /** How often the commit was tried; 1 when no other writer came in between, 0 when there was nothing to do. */
  attempts: number;
  /** The table as it is after the commit. */
  metadata: TableMetadata;
}
