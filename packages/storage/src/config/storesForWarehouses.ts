import { StorageConfigError } from '../errors';
import { redactLocation, storeKindOf } from '../locations';
import { Warehouses } from '../locations/Warehouses';
import { localFolderOf } from './localFolderOf';
import type { StoreConfig } from './StorageConfig';
import { storeForLocation } from './storeForLocation';

/** @public */
export interface WarehouseStores {
  /** Each for warehouses that are allowed, and no others. */
  stores: StoreConfig[];
  /** Folders on this machine, absolute. */
  folders: string[];
}

/**
 * Which stores serve the locations that may be read: each location by the settings of the store that it is in, and where
 * there is none by what the environment says. A store is never asked for more than what is allowed, whatever its own
 * `warehouses` say.
 *
 * @param allowed - Locations below which files may be read: `s3://bucket/folder` …, `/folder` or `file:///folder`.
 * @param configured - Settings, those that count first come first.
 * @param path - Key of `allowed`, for messages.
 * @throws StorageConfigError
 * @public
 */
export function storesForWarehouses(
  allowed: readonly string[],
  configured: readonly StoreConfig[],
  path: string,
): WarehouseStores {
  const serving = new Map<StoreConfig, string[]>();
  const stores: StoreConfig[] = [];
  const folders: string[] = [];
  for (const location of allowed) {
    if (storeKindOf(location) === undefined) {
      folders.push(localFolderOf(location, path));
      continue;
    }
    const store = configured.find(candidate => contains(candidate, location));
    if (store) serving.set(store, [...(serving.get(store) ?? []), location]);
    else stores.push(storeOfEnvironment(location, path));
    // Settings for a part of what is allowed count there: the longer warehouse wins.
    for (const candidate of configured) {
      const parts = candidate.warehouses.filter(
        part => part !== location && isInside(part, location),
      );
      if (candidate !== store && parts.length > 0)
        serving.set(candidate, [...(serving.get(candidate) ?? []), ...parts]);
    }
  }
  for (const [store, warehouses] of serving)
    stores.unshift({ ...store, warehouses: [...new Set(warehouses)] });
  return { stores, folders };
}

function storeOfEnvironment(location: string, path: string): StoreConfig {
  try {
    // `storeForLocation` goes as far as the bucket; here the location is the border.
    return { ...storeForLocation(`${location}/`), warehouses: [location] };
  } catch (error) {
    throw new StorageConfigError(
      `${path}: ${error instanceof Error ? error.message : String(error)}`,
      { path },
    );
  }
}

function contains(store: StoreConfig, location: string): boolean {
  return store.warehouses.some(warehouse => isInside(location, warehouse));
}

function isInside(location: string, warehouse: string): boolean {
  const kind = storeKindOf(warehouse);
  if (kind === undefined || storeKindOf(location) !== kind) return false;
  try {
    return new Warehouses(kind, [warehouse]).find(location) !== undefined;
  } catch (error) {
    throw new StorageConfigError(
      `${redactLocation(location)} can't be a warehouse: ${
        error instanceof Error ? error.message : String(error)
      }`,
    );
  }
}
