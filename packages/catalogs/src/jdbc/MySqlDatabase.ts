import { createPool, type Pool, type PoolConnection } from 'mysql2';
import { withinTime } from '../check/withinTime';
import { CatalogUnavailableError } from '../errors';
import { databaseError } from './databaseError';
import type { JdbcServerOptions } from './JdbcCatalogOptions';
import { type JdbcDatabase, type JdbcRow, PAGE_ROWS } from './JdbcDatabase';

const MAX_CONNECTIONS = 4;

/** MySQL and MariaDB. */
export class MySqlDatabase implements JdbcDatabase {
  readonly product = 'MySQL';
  readonly versionQuery = 'SELECT VERSION() AS version';
  readonly endpoint: JdbcDatabase['endpoint'];
  readonly #pool: Pool;
  readonly #timeoutMs: number;

  constructor(options: JdbcServerOptions, timeoutMs: number) {
    const { host, port, database, user, password, tls } = options;
    this.endpoint = { host, port, isEncrypted: tls !== undefined };
    this.#timeoutMs = timeoutMs;
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
  }

  parameter(): string {
    return '?';
  }

  async *pages(
    sql: string,
    values: readonly string[],
    signal?: AbortSignal,
  ): AsyncGenerator<JdbcRow[]> {
    const connection = await this.#begin(signal);
    let isDone = false;
    try {
      const rows = connection
        .query(sql, [...values])
        .stream({ highWaterMark: PAGE_ROWS })
        [Symbol.asyncIterator]();
      let page: JdbcRow[] = [];
      for (;;) {
        const { value, done } = await this.#inTime(rows.next(), signal);
        if (!done) page.push(value as JdbcRow);
        if (page.length >= PAGE_ROWS || (done && page.length > 0)) {
          yield page;
          page = [];
        }
        if (done) break;
      }
      await this.#run(connection, 'COMMIT', signal);
      isDone = true;
    } catch (error) {
      signal?.throwIfAborted();
      throw databaseError(error, this.product);
    } finally {
      if (isDone) connection.release();
      else connection.destroy();
    }
  }

  async columns(sql: string, signal?: AbortSignal): Promise<string[]> {
    const connection = await this.#begin(signal);
    let isDone = false;
    try {
      const names = await this.#run(connection, sql, signal);
      await this.#run(connection, 'COMMIT', signal);
      isDone = true;
      return names;
    } catch (error) {
      signal?.throwIfAborted();
      throw databaseError(error, this.product);
    } finally {
      if (isDone) connection.release();
      else connection.destroy();
    }
  }

  async close(): Promise<void> {
    // A connection that can't even say goodbye is gone all the same.
    await this.#pool
      .promise()
      .end()
      .catch(() => undefined);
  }

  async #begin(signal: AbortSignal | undefined): Promise<PoolConnection> {
    const connecting = new Promise<PoolConnection>((resolve, reject) => {
      this.#pool.getConnection((error, connection) =>
        error ? reject(error) : resolve(connection),
      );
    });
    let connection: PoolConnection;
    try {
      connection = await this.#inTime(connecting, signal);
    } catch (error) {
      connecting.then(
        late => late.destroy(),
        () => undefined,
      );
      signal?.throwIfAborted();
      throw databaseError(error, this.product);
    }
    try {
      await this.#run(connection, 'START TRANSACTION READ ONLY', signal);
      return connection;
    } catch (error) {
      connection.destroy();
      signal?.throwIfAborted();
      throw databaseError(error, this.product);
    }
  }

  /** @returns Names of the columns of the answer. */
  #run(
    connection: PoolConnection,
    sql: string,
    signal: AbortSignal | undefined,
  ): Promise<string[]> {
    const running = new Promise<string[]>((resolve, reject) => {
      connection.query(sql, (error, _rows, fields) =>
        error
          ? reject(error)
          : resolve((fields ?? []).map(({ name }) => name.toLowerCase())),
      );
    });
    return this.#inTime(running, signal);
  }

  #inTime<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
    return withinTime(
      work,
      this.#timeoutMs,
      signal,
      () =>
        new CatalogUnavailableError(
          `${this.product} did not answer within ${this.#timeoutMs / 1000} s`,
        ),
    );
  }
}
