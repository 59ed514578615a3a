import { UnsupportedOperationError } from '../errors';
import type { TableMetadataJson } from '../metadata/TableMetadataJson';

/**
 * Tables that share files with others say so by this property.
 *
 * @throws UnsupportedOperationError
 */
export function requireGarbageCollection(
  metadata: TableMetadataJson,
  what: string,
): void {
  if (metadata.properties['gc.enabled']?.toLowerCase() === 'false') {
    throw new UnsupportedOperationError(
      `${what} is not allowed: the table's property gc.enabled is false, because others may use its files.`,
    );
  }
}
