import {
  FileReadError,
  type ListingFileIO,
  LocationNotAllowedError,
  type ReadOptions,
} from '@lakehouse-portal/table-metadata';
import { redactLocation, storeKindOf } from '../locations';
import type { FolderContent, FolderFileIO } from '../FolderFileIO';
import type { ListedFile, ListOptions } from '../requests/ObjectReader';
import type { StoreFileIO } from '../StoreFileIO';

/** @public */
export interface WarehouseFileIOOptions {
  /** Each reads what is below its own warehouses. Where those of two contain a location, the longer one counts. */
  stores: StoreFileIO[];
  /** Reads paths and `file:` locations; without it they are refused. Folders are listed if it can. */
  local?: ListingFileIO | FolderFileIO;
}

/**
 * Reads each location from the store in whose warehouse it is, and refuses all others before any request is made: what
 * the metadata of a table names is not to be trusted.
 * @public
 */
export class WarehouseFileIO implements FolderFileIO {
  readonly #stores: StoreFileIO[];
  readonly #local: ListingFileIO | FolderFileIO | undefined;

  constructor(options: WarehouseFileIOOptions) {
    this.#stores = [...options.stores];
    this.#local = options.local;
  }

  /**
   * {@inheritDoc @lakehouse-portal/table-metadata#FileIO.read}
   * @throws LocationNotAllowedError outside all warehouses.
   */
  async read(location: string, options?: ReadOptions): Promise<Uint8Array> {
    return this.#storeOf(location).read(location, options);
  }

  /**
   * {@inheritDoc @lakehouse-portal/table-metadata#ListingFileIO.list}
   * @throws FileReadError for a store that lists nothing: HTTP.
   */
  async list(
    location: string,
    options?: { signal?: AbortSignal },
  ): Promise<ListedFile[]> {
    const store = this.#storeOf(location);
    if ('list' in store) return store.list(location, options);
    throw cannotList(location, 'a table has to be named by its metadata file');
  }

  /**
   * {@inheritDoc FolderFileIO.listFolder}
   * @throws FileReadError for a store that lists nothing: HTTP.
   */
  async listFolder(
    location: string,
    options?: ListOptions,
  ): Promise<FolderContent> {
    const store = this.#storeOf(location) as Partial<FolderFileIO>;
    if (store.listFolder) return store.listFolder(location, options);
    throw cannotList(location, 'its folders can’t be found');
  }

  #storeOf(location: string): StoreFileIO | ListingFileIO | FolderFileIO {
    if (storeKindOf(location) === undefined) {
      if (this.#local) return this.#local;
      throw this.#refusal(location);
    }
    let best: { store: StoreFileIO; warehouse: string } | undefined;
    for (const store of this.#stores) {
      const warehouse = store.warehouseOf(location);
      if (
        warehouse !== undefined &&
        !(best && best.warehouse.length >= warehouse.length)
      )
        best = { store, warehouse };
    }
    if (best) return best.store;
    throw this.#refusal(location);
  }

  #refusal(location: string): LocationNotAllowedError {
    const shown = redactLocation(location);
    const warehouses = this.#stores.flatMap(store => store.warehouses);
    return new LocationNotAllowedError(
      `${shown} is outside the warehouses that may be read (${
        warehouses.length > 0 ? warehouses.join(', ') : 'none is configured'
      })`,
      { location: shown },
    );
  }
}

function cannotList(location: string, consequence: string): FileReadError {
  const shown = redactLocation(location);
  return new FileReadError(
    `${shown} cannot be listed: HTTP has no listing, so that ${consequence}`,
    { location: shown },
  );
}
