import type { ReadOptions } from '@lakehouse-portal/table-metadata';
import type { Warehouses } from './locations';
import type { RequestOptions } from './requests';
import { ObjectReader } from './requests/ObjectReader';
import type { ObjectStore } from './requests/ObjectStore';
import type { StoreFileIO } from './StoreFileIO';

/**
 * Settings that every kind of store has.
 * @public
 */
export interface StoreOptions {
  /** Locations below which files may be read; what they look like, the kind of store says. */
  warehouses: string[];
  requests?: RequestOptions;
}

/** What all kinds of stores have in common; how one is asked, an `ObjectStore` knows. */
export abstract class StoreReader implements StoreFileIO {
  protected readonly reader: ObjectReader;
  readonly #warehouses: Warehouses;

  protected constructor(
    store: ObjectStore,
    warehouses: Warehouses,
    requests: RequestOptions | undefined,
  ) {
    this.#warehouses = warehouses;
    this.reader = new ObjectReader(store, warehouses, requests);
  }

  /** {@inheritDoc StoreFileIO.warehouses} */
  get warehouses(): readonly string[] {
    return this.#warehouses.all.map(({ location }) => location);
  }

  /** {@inheritDoc StoreFileIO.warehouseOf} */
  warehouseOf(location: string): string | undefined {
    return this.#warehouses.find(location)?.warehouse.location;
  }

  /**
   * {@inheritDoc @lakehouse-portal/table-metadata#FileIO.read}
   * @throws AccessDeniedError, StoreReadError
   */
  async read(location: string, options?: ReadOptions): Promise<Uint8Array> {
    return this.reader.read(location, options);
  }
}
