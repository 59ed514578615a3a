import {
  createStores,
  LimitedFileIO,
  readStorageConfig,
  type StoreFileIO,
  storeForLocation,
  storeKindOf,
  WarehouseFileIO,
} from '@lakehouse-portal/storage';
import {
  type ListingFileIO,
  LocalFileIO,
  LocationNotAllowedError,
  type LocationRewrite,
  type ReadOptions,
} from '@lakehouse-portal/table-metadata';
import { configuredStorage } from '../config/configuredConnection';
import { loadConfig } from '../config/loadConfig';

/**
 * How the files of one table are read, wherever they are.
 */
export interface TableIo {
  io: ListingFileIO;
  /** Manifests to be fetched at once; undefined for a local table, where it makes no difference. */
  concurrency?: number;
}

/**
 * For a local table: reads what the account may read that the command runs under. Locations in object stores need a
 * store in the configuration, which is not looked at before there is one.
 */
export async function createLocalTableIo(
  configFiles: string[],
): Promise<TableIo> {
  const local = await LocalFileIO.create({ roots: ['/'] });
  let stores: ListingFileIO | undefined;
  const ioOf = (location: string): ListingFileIO => {
    if (storeKindOf(location) === undefined) return local;
    stores ??= configuredStores(configFiles).io;
    return stores;
  };
  return {
    io: {
      read: async (location: string, options?: ReadOptions) =>
        ioOf(location).read(location, options),
      list: async (location: string, options?: { signal?: AbortSignal }) =>
        ioOf(location).list(location, options),
    },
  };
}

/**
 * For a table in an object store: reads the configured warehouses, and if none of them has the table, the bucket or
 * container that it is in, with what the environment says. Of this machine only what the table was rewritten to: what a
 * foreign table names must not be read from our disk.
 */
export async function createRemoteTableIo(
  location: string,
  options: { rewrites: LocationRewrite[]; configFiles: string[] },
): Promise<TableIo> {
  const roots = options.rewrites
    .map(({ to }) => to.replace(/^file:(?:\/\/)?/i, ''))
    .filter(to => to.startsWith('/'));
  const local =
    roots.length > 0 ? await LocalFileIO.create({ roots }) : undefined;
  return configuredStores(options.configFiles, { location, local });
}

function configuredStores(
  configFiles: string[],
  table?: { location: string; local: ListingFileIO | undefined },
): TableIo & { io: ListingFileIO } {
  const config = readStorageConfig(configuredStorage(loadConfig(configFiles)));
  const stores = createStores(config);
  const { concurrency } = config;
  if (table && !stores.some(store => covers(store, table.location)))
    stores.push(
      ...createStores({
        ...config,
        stores: [storeForLocation(table.location)],
      }),
    );
  const io = new WarehouseFileIO({ stores, local: table?.local });
  return { io: new LimitedFileIO(io, concurrency), concurrency };
}

function covers(store: StoreFileIO, location: string): boolean {
  try {
    return store.warehouseOf(location) !== undefined;
  } catch (error) {
    if (error instanceof LocationNotAllowedError) return false;
    throw error;
  }
}
