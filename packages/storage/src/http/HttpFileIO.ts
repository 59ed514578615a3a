import type { ReadOptions } from '@lakehouse-portal/table-metadata';
import { Warehouses } from '../locations';
import { ObjectReader } from '../requests/ObjectReader';
import type { RequestOptions } from '../requests';
import type { StoreFileIO } from '../StoreFileIO';
import { HttpStore } from './HttpStore';

/** @public */
export interface HttpFileIOOptions {
  /**
   * Base URLs below which files may be read, for example `https://files.example.com/lake`. Redirects are followed when
   * they stay below one of them.
   */
  warehouses: string[];
  /** Sent with every request, for example `authorization`. */
  headers?: Record<string, string>;
  /** Added to every URL, for example a signature: `sv=…&sig=…`. */
  query?: string;
  requests?: RequestOptions;
}

/**
 * Reads files over HTTP, by GET with `Range` where a part is wanted. HTTP has no listing: a table is named by its
 * metadata file.
 * @public
 */
export class HttpFileIO implements StoreFileIO {
  readonly #warehouses: Warehouses;
  readonly #reader: ObjectReader;

  /** @throws StorageConfigError */
  constructor(options: HttpFileIOOptions) {
    this.#warehouses = new Warehouses('http', options.warehouses);
    this.#reader = new ObjectReader(
      new HttpStore(this.#warehouses, options),
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
}
