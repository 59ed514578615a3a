import { Warehouses } from '../locations';
import { type StoreOptions, StoreReader } from '../StoreReader';
import { HttpStore } from './HttpStore';

/**
 * Warehouses are base URLs, for example `https://files.example.com/lake`. Redirects are followed when they stay below one
 * of them.
 * @public
 */
export interface HttpFileIOOptions extends StoreOptions {
  /** Sent with every request, for example `authorization`. */
  headers?: Record<string, string>;
  /** Added to every URL, for example a signature: `sv=…&sig=…`. */
  query?: string;
}

/**
 * Reads files over HTTP, by GET with `Range` where a part is wanted. HTTP has no listing: a table is named by its
 * metadata file.
 * @public
 */
export class HttpFileIO extends StoreReader {
  /** @throws StorageConfigError */
  constructor(options: HttpFileIOOptions) {
    const warehouses = new Warehouses('http', options.warehouses);
    super(new HttpStore(warehouses, options), warehouses, options.requests);
  }
}
