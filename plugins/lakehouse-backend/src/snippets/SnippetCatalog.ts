/** How engines identify themselves to a catalog. */
export type SnippetAuth =
  | { kind: 'none' }
  | { kind: 'basic' }
  | { kind: 'bearer' }
  /** Client credentials. `serverUrl`: where tokens are given, when it is not the catalog itself. */
  | { kind: 'oauth2'; serverUrl?: string; scope?: string }
  /** `service`: name that is signed for: `glue`, `s3tables`, `execute-api`. */
  | { kind: 'sigv4'; region?: string; service?: string };

/** The catalog that an engine opens. Addresses are without user, password and token. */
export type SnippetCatalog =
  /** Iceberg's JDBC catalog in a file of SQLite. `name`: in its rows, engines must call it just so. */
  | { kind: 'sqlite'; file: string; name: string }
  /**
   * Iceberg's JDBC catalog. `address`: `host:5432/database`. `name`: in its rows, engines must call it just so. `schema`: of
   * PostgreSQL, where its tables are in another than the user's own.
   */
  | {
      kind: 'postgresql' | 'mysql';
      address: string;
      name: string;
      schema?: string;
    }
  /** Iceberg REST. `url`: what comes before `/v1`. `prefix`: where the catalog names none itself. */
  | {
      kind: 'rest';
      url: string;
      warehouse?: string;
      prefix?: string;
      auth: SnippetAuth;
      /** Names of headers that it wants with each request; their values may be secret. */
      headers?: string[];
      /** It lends credentials for files. */
      vendedCredentials?: boolean;
    }
  /** `url`: of the server, without `/api/v2` or `/iceberg`. */
  | {
      kind: 'nessie';
      url: string;
      reference: string;
      warehouse?: string;
      auth: SnippetAuth;
    }
  /**
   * `uris`: `thrift://host:9083`. `version` where it is known. `catalogName`: where it is not the default one of the
   * metastore. `isEncrypted`: TLS. `isFramed`: messages go in frames.
   */
  | {
      kind: 'hive';
      uris: string[];
      version?: string;
      catalogName?: string;
      isEncrypted?: boolean;
      isFramed?: boolean;
    }
  /** `catalogId`: the AWS account when it is not the caller's own. */
  | { kind: 'glue'; region?: string; catalogId?: string; endpoint?: string }
  /** `url`: of the server. `icebergPath`: of its Iceberg REST face, `/api/2.1/unity-catalog/iceberg` when left out. */
  | {
      kind: 'unity';
      url: string;
      catalog: string;
      icebergPath?: string;
      auth: SnippetAuth;
    }
  /** Tables in a folder, without any catalog. */
  | { kind: 'folder' }
  /** Nothing but a Trino is reachable. `catalog`: its name there. */
  | { kind: 'trino'; url: string; catalog: string };
