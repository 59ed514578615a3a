import type { BlobServiceClient } from '@azure/storage-blob';
import { requireHttpUrl } from '../config/requireHttpUrl';
import type { StoreLocation } from '../locations';
import { closeableBody } from '../requests/closeableBody';
import type {
  ListedPage,
  ObjectStore,
  OpenedObject,
} from '../requests/ObjectStore';
import type { AzureFileIOOptions } from './AzureFileIO';
import { azureFailure } from './azureFailure';
import { loadBlobLibrary } from './loadBlobLibrary';
import { loadIdentityLibrary } from './loadIdentityLibrary';

const PAGE_SIZE = 1000;

/** Azure Blob Storage; accounts with a hierarchical namespace answer it too. */
export class AzureStore implements ObjectStore {
  readonly #account: string;
  readonly #url: string;
  readonly #options: Omit<AzureFileIOOptions, 'warehouses' | 'requests'>;
  #client: BlobServiceClient | undefined;

  /** @param place - Any place in the account. */
  constructor(
    place: Pick<StoreLocation, 'account' | 'accountDomain'>,
    options: Omit<AzureFileIOOptions, 'warehouses' | 'requests'>,
  ) {
    this.#account = place.account ?? '';
    this.#url =
      options.endpoint === undefined
        ? `https://${place.account}.blob.${place.accountDomain}`
        : requireHttpUrl(options.endpoint, 'endpoint');
    this.#options = options;
  }

  async open(
    { container, path }: StoreLocation,
    options: { range?: { first: number; last: number }; signal: AbortSignal },
  ): Promise<OpenedObject> {
    const { range, signal } = options;
    try {
      const client = this.#load();
      const answer = await client
        .getContainerClient(container)
        .getBlobClient(path)
        .download(range?.first, range && range.last - range.first + 1, {
          abortSignal: signal,
          maxRetryRequests: 0,
        });
      return {
        status: answer._response.status,
        contentLength: answer.contentLength,
        contentRange: answer.contentRange,
        ...closeableBody(answer.readableStreamBody),
      };
    } catch (error) {
      throw azureFailure(error);
    }
  }

  async list(
    { container, path }: StoreLocation,
    options: { token?: string; signal: AbortSignal },
  ): Promise<ListedPage> {
    try {
      const client = this.#load();
      const pages = client
        .getContainerClient(container)
        .listBlobsByHierarchy('/', {
          prefix: path === '' ? undefined : `${path}/`,
          abortSignal: options.signal,
        })
        .byPage({ continuationToken: options.token, maxPageSize: PAGE_SIZE });
      const { value } = await pages.next();
      return {
        objects: (value?.segment?.blobItems ?? []).map(
          ({ name, properties }: BlobItem) => ({
            key: name,
            sizeBytes: properties.contentLength ?? 0,
            modifiedMs: properties.lastModified?.getTime(),
          }),
        ),
        folders: (value?.segment?.blobPrefixes ?? []).map(
          ({ name }: { name: string }) => name,
        ),
        token: value?.continuationToken || undefined,
      };
    } catch (error) {
      throw azureFailure(error);
    }
  }

  #load(): BlobServiceClient {
    this.#client ??= this.#createClient();
    return this.#client;
  }

  #createClient(): BlobServiceClient {
    const { sasToken } = this.#options;
    const library = loadBlobLibrary();
    const signature =
      sasToken === undefined ? '' : `?${sasToken.replace(/^\?/, '')}`;
    return new library.BlobServiceClient(
      `${this.#url}${signature}`,
      this.#credential(library),
      // Tries are ours, see RequestOptions; redirects are not for a store to send.
      {
        retryOptions: { maxTries: 1 },
        ...{ redirectOptions: { maxRetries: 0 } },
      },
    );
  }

  #credential(library: ReturnType<typeof loadBlobLibrary>) {
    const { accountKey, sasToken, anonymous } = this.#options;
    if (sasToken !== undefined || anonymous)
      return new library.AnonymousCredential();
    if (accountKey !== undefined)
      return new library.StorageSharedKeyCredential(this.#account, accountKey);
    return new (loadIdentityLibrary().DefaultAzureCredential)();
  }
}

interface BlobItem {
  name: string;
  properties: { contentLength?: number; lastModified?: Date };
}
