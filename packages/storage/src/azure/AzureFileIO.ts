import type {
  ListingFileIO,
  ReadOptions,
} from '@lakehouse-portal/table-metadata';
import { StorageConfigError } from '../errors';
import { Warehouses } from '../locations';
import { type ListedFile, ObjectReader } from '../requests/ObjectReader';
import type { RequestOptions } from '../requests';
import type { StoreFileIO } from '../StoreFileIO';
import { AzureStore } from './AzureStore';

/** @public */
export interface AzureFileIOOptions {
  /**
   * Locations below which files may be read, all of one account: `abfss://container@account.dfs.core.windows.net/folder`;
   * `abfs`, `wasb` and `wasbs` are the same.
   */
  warehouses: string[];
  /** Base URL of the account's blob service, where it is not Microsoft's: `http://127.0.0.1:10000/devstoreaccount1`. */
  endpoint?: string;
  /** Key of the account. Without it, a SAS token or `anonymous`: the identity of the environment or machine. */
  accountKey?: string;
  /** Shared access signature, with or without a question mark. */
  sasToken?: string;
  /** Do not sign: for public containers. */
  anonymous?: boolean;
  requests?: RequestOptions;
}

/**
 * Reads files from Azure Blob Storage and Data Lake Storage: one GET per file. The client libraries are loaded with the
 * first request.
 * @public
 */
export class AzureFileIO implements ListingFileIO, StoreFileIO {
  readonly #warehouses: Warehouses;
  readonly #reader: ObjectReader;

  /** @throws StorageConfigError */
  constructor(options: AzureFileIOOptions) {
    const ways = [options.accountKey, options.sasToken, options.anonymous];
    if (ways.filter(way => way !== undefined && way !== false).length > 1)
      throw new StorageConfigError(
        'An Azure store has one of accountKey, sasToken and anonymous',
        { path: 'accountKey' },
      );
    this.#warehouses = new Warehouses('azure', options.warehouses);
    const [first, ...others] = this.#warehouses.all;
    if (
      others.some(
        ({ account, accountDomain }) =>
          account !== first.account || accountDomain !== first.accountDomain,
      )
    )
      throw new StorageConfigError(
        `The warehouses ${
          this.#warehouses
        } are of several accounts; each account is a store of its own`,
        { path: 'warehouses' },
      );
    this.#reader = new ObjectReader(
      new AzureStore(first, options),
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
