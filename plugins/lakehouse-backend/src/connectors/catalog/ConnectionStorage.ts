import type { Config } from '@backstage/config';
import {
  createStores,
  type FolderFileIO,
  LimitedFileIO,
  LocalFolders,
  readStorageConfig,
  type StorageConfig,
  StorageConfigError,
  type StoreConfig,
  storeKindOf,
  storesForWarehouses,
  Turns,
  vendedStores,
  WarehouseFileIO,
} from '@lakehouse-portal/storage';
import { readVendedCredentials } from './readVendedCredentials';

/**
 * Where the files of a connection's tables may be read, and with which settings. Everything else is refused before any
 * request is made: what a catalog or the metadata of a table names is not to be trusted.
 */
export class ConnectionStorage {
  /**
   * Reads `warehouses`, `storage` and `vendedCredentials` of a connection.
   *
   * @param options - `key`: of the connection. `shared`: the value of `lakehouse.storage`, whose stores serve what the
   * connection's own do not.
   * @throws StorageConfigError that names the key.
   */
  static async read(options: {
    config: Config;
    key: string;
    shared: unknown;
  }): Promise<ConnectionStorage> {
    const { config, key } = options;
    const listed = readWarehouses(config.getOptional('warehouses'), key);
    const own = readStorageConfig(config.getOptional('storage'), {
      path: `${key}.storage`,
      // A folder of this machine needs no settings.
      warehouses: listed?.filter(location => storeKindOf(location)),
    });
    const shared = readStorageConfig(options.shared);
    const allowed = listed ?? own.stores.flatMap(store => store.warehouses);
    if (allowed.length === 0) {
      throw new StorageConfigError(
        `Config ${key}.warehouses is missing: the locations below which files may be read, for example s3://bucket/folder. Nothing else is read, whatever the catalog says`,
        { path: `${key}.warehouses` },
      );
    }
    const { stores, folders } = storesForWarehouses(
      allowed,
      [...own.stores, ...shared.stores],
      `${key}.warehouses`,
    );
    requireUsed(own, stores);
    // What the catalog of a cloud says of itself holds for its buckets too.
    const region = config.getOptionalString('region');
    return new ConnectionStorage(
      allowed,
      {
        ...own,
        stores: stores.map(store =>
          store.kind === 's3' && store.endpoint === undefined
            ? { ...store, region: store.region ?? region }
            : store,
        ),
      },
      folders.length > 0 ? await LocalFolders.create(folders) : undefined,
      readVendedCredentials(config, key),
    );
  }

  /** Locations below which files may be read, as configured. */
  readonly warehouses: readonly string[];
  /** Settings of the stores. With secrets. */
  readonly stores: readonly StoreConfig[];
  /** Reads and lists what is in the warehouses. */
  readonly fileIO: FolderFileIO;
  readonly #config: StorageConfig;
  readonly #local: FolderFileIO | undefined;
  readonly #turns: Turns;
  readonly #vended: { use: boolean; endpoints: string[] };

  private constructor(
    warehouses: readonly string[],
    config: StorageConfig,
    local: FolderFileIO | undefined,
    vended: { use: boolean; endpoints: string[] },
  ) {
    this.warehouses = warehouses;
    this.stores = config.stores;
    this.#config = config;
    this.#local = local;
    this.#turns = new Turns(config.concurrency);
    this.#vended = vended;
    this.fileIO = this.#createFileIO(config.stores);
  }

  /**
   * Reads the files of one table with what the catalog lent for it: the same warehouses, the same endpoints, other
   * credentials.
   *
   * @returns Undefined when nothing was lent that is of use, or it is not to be used.
   * @throws StorageConfigError when the catalog names an endpoint that is not allowed.
   */
  withVended(
    properties: Record<string, string> | undefined,
  ): FolderFileIO | undefined {
    if (!properties || !this.#vended.use) {
      return undefined;
    }
    const stores = vendedStores(
      this.stores,
      properties,
      this.#vended.endpoints,
    );
    return stores && this.#createFileIO(stores);
  }

  /** True when folders of this machine are among the warehouses. */
  get hasFolders(): boolean {
    return this.#local !== undefined;
  }

  /** Base URLs of the stores that have a host of their own; those of the clouds' own are their libraries' business. */
  endpoints(): string[] {
    const urls = this.stores.flatMap(store => {
      if (store.kind === 'http') {
        return store.warehouses.map(warehouse => new URL(warehouse).origin);
      }
      return store.endpoint === undefined ? [] : [store.endpoint];
    });
    return [...new Set(urls)];
  }

  /** What the settings of the stores hold that must not be told, also of those that connections share. */
  secrets(): string[] {
    return this.stores
      .flatMap(store => {
        switch (store.kind) {
          case 's3':
            return [
              store.credentials?.secretAccessKey,
              store.credentials?.sessionToken,
            ];
          case 'azure':
            return [store.accountKey, store.sasToken];
          case 'http':
            return [store.query, ...Object.values(store.headers ?? {})];
          default:
            return [];
        }
      })
      .filter(secret => secret !== undefined);
  }

  /** All requests of the connection take their turns together. */
  #createFileIO(stores: readonly StoreConfig[]): FolderFileIO {
    return new LimitedFileIO(
      new WarehouseFileIO({
        stores: createStores({ ...this.#config, stores: [...stores] }),
        local: this.#local,
      }),
      this.#turns,
    );
  }
}

function readWarehouses(value: unknown, key: string): string[] | undefined {
  if (value === undefined) {
    return undefined;
  }
  const list = typeof value === 'string' ? [value] : value;
  if (
    Array.isArray(list) &&
    list.length > 0 &&
    list.every(item => typeof item === 'string' && item !== '')
  ) {
    return list;
  }
  throw new StorageConfigError(
    `Config ${key}.warehouses has to be a location or a list of locations`,
    { path: `${key}.warehouses` },
  );
}

/** A store that serves nothing is a mistake in its warehouses, and would be missed when it is too late. */
function requireUsed(own: StorageConfig, stores: readonly StoreConfig[]): void {
  for (const { name, warehouses } of own.stores) {
    if (!stores.some(store => store.name === name)) {
      throw new StorageConfigError(
        `Config ${
          own.path
        }.stores.${name} is of no use: none of the connection's warehouses is in ${warehouses.join(
          ', ',
        )}`,
        { path: `${own.path}.stores.${name}` },
      );
    }
  }
}
