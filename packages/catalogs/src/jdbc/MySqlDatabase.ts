import { createPool, type Pool, type PoolConnection } from 'mysql2';
import type { JdbcServerOptions } from './JdbcCatalogOptions';
import { type JdbcDatabase, type JdbcRow, PAGE_ROWS } from './JdbcDatabase';
import { readInTransaction, type TransactionDriver } from './readInTransaction';

const MAX_CONNECTIONS = 4;

/** MySQL and MariaDB. */
export class MySqlDatabase implements JdbcDatabase {
  readonly product = 'MySQL';
  readonly versionQuery = 'SELECT VERSION() AS version';
  readonly endpoint: JdbcDatabase['endpoint'];
  readonly #pool: Pool;
  readonly #driver: TransactionDriver<PoolConnection>;

  constructor(options: JdbcServerOptions, timeoutMs: number) {
    const { host, port, database, user, password, tls } = options;
    this.endpoint = { host, port, isEncrypted: tls !== undefined };
    this.#pool = createPool({
      ...{ host, port, database, user, password },
      ssl: tls && { ...tls, rejectUnauthorized: true },
      connectionLimit: MAX_CONNECTIONS,
      maxIdle: 1,
      idleTimeout: 30_000,
      connectTimeout: timeoutMs,
      // A server could otherwise ask for files of this machine.
      flags: ['-LOCAL_FILES'],
    });
    this.#driver = {
      ...{ product: this.product, timeoutMs },
      connect: () =>
        new Promise((resolve, reject) => {
          this.#pool.getConnection((error, connection) =>
            error ? reject(error) : resolve(connection),
          );
        }),
      begin: connection => run(connection, 'START TRANSACTION READ ONLY'),
      commit: connection => run(connection, 'COMMIT'),
      release: (connection, reusable) =>
        reusable ? connection.release() : connection.destroy(),
    };
  }

  parameter(): string {
    return '?';
  }

  pages(
    sql: string,
    values: readonly string[],
    signal?: AbortSignal,
  ): AsyncGenerator<JdbcRow[]> {
    return readInTransaction(
      this.#driver,
      async function* read(connection, inTime) {
        const rows = connection
          .query(sql, [...values])
          .stream({ highWaterMark: PAGE_ROWS })
          [Symbol.asyncIterator]();
        let page: JdbcRow[] = [];
        for (;;) {
          const { value, done } = await inTime(rows.next());
          if (!done) page.push(value as JdbcRow);
          if (page.length >= PAGE_ROWS || (done && page.length > 0)) {
            yield page;
            page = [];
          }
          if (done) return;
        }
      },
      signal,
    );
  }

  async columns(sql: string, signal?: AbortSignal): Promise<string[]> {
    const names: string[] = [];
    const found = readInTransaction(
      this.#driver,
      async function* read(connection, inTime) {
        yield* await inTime(run(connection, sql));
      },
      signal,
    );
    for await (const name of found) names.push(name);
    return names;
  }

  async close(): Promise<void> {
    // A connection that can't even say goodbye is gone all the same.
    await this.#pool
      .promise()
      .end()
      .catch(() => undefined);
  }
}

/** @returns Names of the columns of the answer. */
function run(connection: PoolConnection, sql: string): Promise<string[]> {
  return new Promise((resolve, reject) => {
    connection.query(sql, (error, _rows, fields) =>
      error
        ? reject(error)
        : resolve((fields ?? []).map(({ name }) => name.toLowerCase())),
    );
  });
}
