import type { RequestAuthenticator } from '../http';

/** How a Unity Catalog is asked. */
export interface UnityCatalogOptions {
  /** Of the server: `https://unity.example.com`. */
  url: URL;
  /** Path of its API; `/api/2.1/unity-catalog` when left out. */
  apiPath?: string;
  /** Which of its catalogs; schemas are then the namespaces. All when left out: namespaces are `catalog.schema`. */
  catalog?: string;
  /**
   * Path of its Iceberg REST face, by which Iceberg tables and Delta tables with UniForm are read; `iceberg` below the path
   * of the API when left out. False: it has none, and no table can be read.
   */
  icebergPath?: string | false;
  authenticator?: RequestAuthenticator;
  /** Sent with each request. May be secret. */
  headers?: Record<string, string>;
  /** Certificates of authorities that are trusted, PEM. */
  ca?: string;
  /** For one try of a request, in milliseconds; 60,000 when left out. */
  timeoutMs?: number;
  /** Requests that are under way at once; 8 when left out. */
  concurrency?: number;
  /** Whether its Iceberg face is asked for credentials to read files with; not when left out. */
  vendedCredentials?: boolean;
  /** Instead of Node's, for tests. */
  fetch?: typeof fetch;
}
