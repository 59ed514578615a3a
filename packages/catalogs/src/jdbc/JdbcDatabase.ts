/** A row, by the names of its columns in lower case. */
export type JdbcRow = Record<string, unknown>;

/** A database as the catalog needs it. Reads only. */
export interface JdbcDatabase {
  /** For people: `PostgreSQL`. */
  readonly product: string;
  /** Statement that gives the version of the server in its only column. */
  readonly versionQuery: string;
  /** Host and port, where there is a network between. */
  readonly endpoint?: { host: string; port: number; isEncrypted: boolean };
  /** How the `index`-th parameter (from 1) is written. */
  parameter(index: number): string;
  /**
   * Runs one statement in a transaction that can only read, and gives its rows page by page. Ends it on the server when
   * the iteration ends early.
   *
   * @throws The errors of this package, see `databaseError`.
   */
  pages(
    sql: string,
    values: readonly string[],
    signal?: AbortSignal,
  ): AsyncGenerator<JdbcRow[]>;
  /** Names of the columns of a query, in lower case. */
  columns(sql: string, signal?: AbortSignal): Promise<string[]>;
  close(): Promise<void>;
}

/** Rows of a page. */
export const PAGE_ROWS = 1000;
