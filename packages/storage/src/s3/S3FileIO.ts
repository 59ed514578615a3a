import type {
  ListingFileIO,
  ReadOptions,
} from '@lakehouse-portal/table-metadata';
import { StorageConfigError } from '../errors';
import { Warehouses } from '../locations';
import { type ListedFile, ObjectReader } from '../requests/ObjectReader';
import type { RequestOptions } from '../requests';
import type { StoreFileIO } from '../StoreFileIO';
import { S3Store } from './S3Store';

/** @public */
export interface S3FileIOOptions {
  /** Locations below which files may be read: `s3://bucket` or `s3://bucket/folder`; `s3a` and `s3n` are the same. */
  warehouses: string[];
  /**
   * Base URL of a store that is not Amazon's: `https://minio.example.com`. Left out, the environment may name one
   * (`AWS_ENDPOINT_URL_S3`, `AWS_ENDPOINT_URL`).
   */
  endpoint?: string;
  /** Left out: that of the environment or of the profile; with an endpoint `us-east-1`. */
  region?: string;
  /** `https://host/bucket/key` rather than `https://bucket.host/key`. Left out: with an endpoint only. */
  pathStyle?: boolean;
  /** Left out: the usual chain of environment variables, profiles, web identity and instance roles. */
  credentials?: {
    accessKeyId: string;
    secretAccessKey: string;
    sessionToken?: string;
  };
  /** Profile of `~/.aws`, for the chain. */
  profile?: string;
  /** Do not sign: for public buckets. */
  anonymous?: boolean;
  requests?: RequestOptions;
}

/**
 * Reads files from Amazon S3, and from stores that speak its language: one GET per file, listing by ListObjectsV2.
 * The client library is loaded with the first request.
 * @public
 */
export class S3FileIO implements ListingFileIO, StoreFileIO {
  readonly #warehouses: Warehouses;
  readonly #reader: ObjectReader;

  /** @throws StorageConfigError */
  constructor(options: S3FileIOOptions) {
    if (
      options.anonymous &&
      (options.credentials || options.profile !== undefined)
    )
      throw new StorageConfigError(
        'An anonymous S3 store has neither credentials nor a profile',
        { path: 'anonymous' },
      );
    this.#warehouses = new Warehouses('s3', options.warehouses);
    this.#reader = new ObjectReader(
      new S3Store(options),
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
