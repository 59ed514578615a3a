import type {
  ListingFileIO,
  ReadOptions,
} from '@lakehouse-portal/table-metadata';
import { StorageConfigError } from '../errors';
import { Warehouses } from '../locations';
import { type ListedFile, ObjectReader } from '../requests/ObjectReader';
import type { RequestOptions } from '../requests';
import type { StoreFileIO } from '../StoreFileIO';
import { GcsStore } from './GcsStore';

/** @public */
export interface GcsFileIOOptions {
  /** Locations below which files may be read: `gs://bucket` or `gs://bucket/folder`. */
  warehouses: string[];
  /** Base URL of a store that is not Google's, for example an emulator. Left out: `STORAGE_EMULATOR_HOST`, or Google's. */
  endpoint?: string;
  /**
   * Path of the JSON key of a service account. Left out: the application default credentials
   * (`GOOGLE_APPLICATION_CREDENTIALS`, `gcloud auth application-default login`, the machine's own).
   */
  keyFile?: string;
  /** An access token that is there already, as a catalog lends it; it is not renewed. */
  token?: string;
  /** Do not sign: for public buckets. Left out: with an endpoint and no key. */
  anonymous?: boolean;
  requests?: RequestOptions;
}

/**
 * Reads files from Google Cloud Storage: one GET per file. The library for credentials is loaded with the first request.
 * @public
 */
export class GcsFileIO implements ListingFileIO, StoreFileIO {
  readonly #warehouses: Warehouses;
  readonly #reader: ObjectReader;

  /** @throws StorageConfigError */
  constructor(options: GcsFileIOOptions) {
    if (options.anonymous && options.keyFile !== undefined)
      throw new StorageConfigError(
        'An anonymous Google store has no key file',
        { path: 'anonymous' },
      );
    this.#warehouses = new Warehouses('gs', options.warehouses);
    this.#reader = new ObjectReader(
      new GcsStore(options),
      this.#warehouses,
      options.requests,
    );
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
    return this.#reader.read(location, options);
  }

  /**
   * {@inheritDoc @lakehouse-portal/table-metadata#ListingFileIO.list}
   * @throws AccessDeniedError, StoreReadError
   */
  async list(
    location: string,
    options?: { signal?: AbortSignal },
  ): Promise<ListedFile[]> {
    return this.#reader.list(location, options);
  }
}
