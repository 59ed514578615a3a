import { isGarbageCollectionEnabled } from '@lakehouse-portal/table-metadata';
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
  const { properties } = metadata;
  if (!isGarbageCollectionEnabled(properties)) {
    throw new UnsupportedOperationError(
      `${what} is not allowed: the table's property gc.enabled is ${JSON.stringify(
        properties['gc.enabled'],
      )}, and with anything but "true" others may use its files.`,
    );
  }
}
