import type { RequestAuthenticator } from '../http';

/** How a Nessie is asked. */
export interface NessieCatalogOptions {
  /** Address of the server, without `/api/v2` or `/iceberg`: `http://nessie:19120`. */
  url: URL;
  /** Branch or tag that is read; the server's default branch when left out. */
  reference?: string;
  /** Which of its warehouses its Iceberg REST face is asked for; the server's default when left out. */
  warehouse?: string;
  /**
   * Where the metadata of tables is read: `rest`, as Nessie's Iceberg REST face hands it over; `store`, from the
   * metadata file, which whoever asks this catalog has to read. `rest` when left out.
   */
  metadata?: 'rest' | 'store';
  authenticator?: RequestAuthenticator;
  /** Sent with each request. May be secret. */
  headers?: Record<string, string>;
  /** Certificates of authorities that are trusted, PEM. */
  ca?: string;
  /** For one try of a request, in milliseconds; 60,000 when left out. */
  timeoutMs?: number;
  /** Requests that are under way at once; 8 when left out. */
  concurrency?: number;
  /** Only these namespaces and those below of them, as `namespaceName` writes them; all when left out. */
  namespaces?: string[];
  /** Whether Nessie is asked for credentials to read files with; not when left out. */
  vendedCredentials?: boolean;
  /** Instead of Node's, for tests. */
  fetch?: typeof fetch;
}
