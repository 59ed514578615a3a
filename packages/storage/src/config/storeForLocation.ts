import { LocationNotAllowedError } from '@lakehouse-portal/table-metadata';
import { parseStoreLocation } from '../locations';
import type { StoreConfig } from './StorageConfig';

/**
 * A store for a location that a person has named, where none is configured: with what the environment says, and no
 * further than the bucket or container that they named. Over HTTP, where there is no such border, no further than the
 * folder of the table.
 *
 * @throws LocationNotAllowedError
 * @public
 */
export function storeForLocation(location: string): StoreConfig {
  const { kind, root, container, path } = parseStoreLocation(location);
  const name = 'LOCATION';
  switch (kind) {
    case 's3':
    case 'gs':
      return { name, kind, warehouses: [root] };
    case 'azure':
      return { name, kind, warehouses: [root] };
    default: {
      const folder = path
        .replace(/(^|\/)[^/]*$/, '')
        .replace(/(^|\/)metadata$/, '');
      if (path === '')
        throw new LocationNotAllowedError(`${location} names no file`, {
          location,
        });
      return { name, kind, warehouses: [`${container}/${folder}`] };
    }
  }
}
