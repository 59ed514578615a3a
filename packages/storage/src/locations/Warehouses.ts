import { LocationNotAllowedError } from '@lakehouse-portal/table-metadata';
import { StorageConfigError } from '../errors';
import { parseStoreLocation } from './parseStoreLocation';
import { redactLocation } from './redactLocation';
import type { StoreKind, StoreLocation } from './StoreLocation';

/** Where files may be read, and what is refused before any request is made. */
export class Warehouses {
  readonly #warehouses: StoreLocation[];

  /**
   * @param locations - For example `s3://lake/warehouse`: everything below is inside, `s3://lake/warehouse-2` is not.
   * @throws StorageConfigError for one that is not of this kind, or none at all.
   */
  constructor(kind: StoreKind, locations: readonly string[]) {
    if (locations.length === 0)
      throw new StorageConfigError(
        'A store needs at least one warehouse: a location below which files may be read',
      );
    this.#warehouses = locations.map(location => {
      const parsed = parseWarehouse(location);
      if (parsed.kind !== kind)
        throw new StorageConfigError(
          `The warehouse ${redactLocation(
            location,
          )} is in another kind of store: expected one of ${kind}`,
        );
      return parsed;
    });
  }

  /** The parts of a location, if it is inside. */
  find(
    location: string,
  ): { place: StoreLocation; warehouse: StoreLocation } | undefined {
    const place = parseStoreLocation(location);
    let best: StoreLocation | undefined;
    for (const warehouse of this.#warehouses) {
      if (
        isInside(place, warehouse) &&
        !(best && best.path.length > warehouse.path.length)
      )
        best = warehouse;
    }
    return best && { place, warehouse: best };
  }

  /** @throws LocationNotAllowedError for a location that is not inside. */
  require(location: string): StoreLocation {
    const found = this.find(location);
    if (found) return found.place;
    const shown = redactLocation(location);
    throw new LocationNotAllowedError(
      `${shown} is outside the warehouses that may be read (${this})`,
      { location: shown },
    );
  }

  /** As the configuration has them. */
  toString(): string {
    return this.#warehouses.map(({ location }) => location).join(', ');
  }

  /** All of them, taken apart. */
  get all(): readonly StoreLocation[] {
    return this.#warehouses;
  }
}

function parseWarehouse(location: string): StoreLocation {
  try {
    const parsed = parseStoreLocation(location);
    return { ...parsed, path: parsed.path.replace(/\/+$/, '') };
  } catch (error) {
    if (!(error instanceof LocationNotAllowedError)) throw error;
    throw new StorageConfigError(`The warehouse ${error.message}`);
  }
}

function isInside(place: StoreLocation, warehouse: StoreLocation): boolean {
  if (place.root !== warehouse.root) return false;
  return (
    warehouse.path === '' ||
    place.path === warehouse.path ||
    place.path.startsWith(`${warehouse.path}/`)
  );
}
