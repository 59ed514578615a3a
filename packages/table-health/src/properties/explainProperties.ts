import type { FileStatistics, TableMetadata } from '@lakehouse-portal/table-metadata';
import type { PropertyExplanation } from '../model';

/**
 * What each property that matters does to this table, poor ones first. Properties that the
 * suite has no opinion on are listed as they are.
 *
 * @param metadata - The table.
 * @param files - Its live files, where known: sentences then say what came of a setting.
 * @public
 */
export function explainProperties(metadata: TableMetadata, files?: FileStatistics): PropertyExplanation[] {
  throw new Error(`explainProperties is being written: ${metadata.location} ${files?.snapshotId}`);
}
