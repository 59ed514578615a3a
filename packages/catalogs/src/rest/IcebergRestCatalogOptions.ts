import type { RequestAuthenticator } from '../http';

/** How an Iceberg REST catalog is asked. */
export interface IcebergRestCatalogOptions {
  /** What comes before `/v1`: `https://polaris.example.com/api/catalog`. */
  url: URL;
  /** Which of its warehouses or catalogs; asked for at `/v1/config`. */
  warehouse?: string;
  /** Where the catalog itself names none. */
  prefix?: string;
  authenticator?: RequestAuthenticator;
  /** Sent with each request, for example `Polaris-Realm`. May be secret. */
  headers?: Record<string, string>;
  /** Certificates of authorities that are trusted, PEM. */
  ca?: string;
  /** For one try of a request, in milliseconds; 60,000 when left out. */
  timeoutMs?: number;
  /** Requests that are under way at once; 8 when left out. */
  concurrency?: number;
  /** Names on a page; what the catalog likes when left out, else 1,000. */
  pageSize?: number;
  /** Only these namespaces and those below of them, as `namespaceName` writes them; all when left out. */
  namespaces?: string[];
  /** Whether the catalog is asked for credentials to read files with, table by table; not when left out. */
  vendedCredentials?: boolean;
  /** Largest answer with the metadata of a table, in bytes; 256 MiB when left out. */
  maxMetadataBytes?: number;
  /** Instead of Node's, for tests. */
  fetch?: typeof fetch;
}
