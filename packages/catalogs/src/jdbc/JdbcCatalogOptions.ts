/** How an encrypted connection to a database is made. */
export interface JdbcTls {
  /** Certificates of authorities that are trusted, PEM. Those of the system when left out. */
  ca?: string;
  /** Certificate and key that the portal identifies itself with, PEM. */
  cert?: string;
  key?: string;
}

/** A database that is reached over the network. */
export interface JdbcServerOptions {
  host: string;
  port: number;
  database: string;
  user: string;
  /** Secret. */
  password?: string;
  /** Left out: not encrypted. The certificate is always checked. */
  tls?: JdbcTls;
}

/** A JDBC catalog of Iceberg: two tables in a database. */
export interface JdbcCatalogOptions {
  /** The database; of SQLite, its file. */
  database:
    | ({ kind: 'postgresql' | 'mysql' } & JdbcServerOptions)
    | { kind: 'sqlite'; file: string };
  /** `catalog_name` in the rows of the catalog: several catalogs may share a database. */
  catalogName: string;
  /** Schema of PostgreSQL that the tables are in; the search path of the user when left out. */
  schema?: string;
  /** Longest time for connecting, and for each answer, in milliseconds. Default 30,000. */
  timeoutMs?: number;
}
