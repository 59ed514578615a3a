import { connect, isIP } from 'node:net';
import type { Readable } from 'node:stream';
import { createPool, type Pool, type PoolConnection } from 'mysql2';
import { CatalogConfigurationError } from '../errors';
import type { JdbcServerOptions } from './JdbcCatalogOptions';
import { type JdbcDatabase, type JdbcRow, PAGE_ROWS } from './JdbcDatabase';
import { LoginSockets } from './LoginSockets';
import { readInTransaction, type TransactionDriver } from './readInTransaction';
import { serverName } from './serverName';

const MAX_CONNECTIONS = 4;

/** MySQL and MariaDB. */
export class MySqlDatabase implements JdbcDatabase {
  readonly product = 'MySQL';
  readonly versionQuery = 'SELECT VERSION() AS version';
  readonly endpoint: JdbcDatabase['endpoint'];
  readonly #pool: Pool;
  readonly #driver: TransactionDriver<PoolConnection>;

  /** @throws CatalogConfigurationError for an address with TLS: the driver compares certificates with names only. */
  constructor(options: JdbcServerOptions, timeoutMs: number) {
    const { host, port, database, user, password, tls } = options;
    if (tls && isIP(host) !== 0)
      throw new CatalogConfigurationError(
        `MySQL at ${host} can't be asked over TLS by its address: name the server as its certificate does`,
      );
    this.endpoint = { host, port, isEncrypted: tls !== undefined };
    const logins = new LoginSockets();
    this.#pool = createPool({
      ...{ host, port, database, user, password },
      // The driver leaves it to who asks whether the certificate has to be that of this server.
      ssl: tls && { ...tls, rejectUnauthorized: true, verifyIdentity: true },
      stream: () =>
        logins.add(connect({ host, port, noDelay: true, keepAlive: true })),
      connectionLimit: MAX_CONNECTIONS,
      maxIdle: 1,
      idleTimeout: 30_000,
      connectTimeout: timeoutMs,
      // A server could otherwise ask for files of this machine.
      flags: ['-LOCAL_FILES'],
    });
    this.#driver = {
      ...{ name: serverName(this.product, { host, port }), timeoutMs },
      secrets: password === undefined ? [] : [password],
      connect: () => logins.login(() => this.#connect()),
      stream: streamOf,
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
        const stream = connection
          .query(sql, [...values])
          .stream({ highWaterMark: PAGE_ROWS });
        // The driver does not tell the stream when its connection breaks.
        const onError = (error: Error) => stream.destroy(error);
        connection.on('error', onError);
        try {
          const rows = stream[Symbol.asyncIterator]();
          for (;;) {
            const page = await inTime(pageOf(rows));
            if (page.length === 0) return;
            yield page;
          }
        } finally {
          connection.off('error', onError);
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

  #connect(): Promise<PoolConnection> {
    return new Promise((resolve, reject) => {
      this.#pool.getConnection((error, connection) =>
        error ? reject(error) : resolve(connection),
      );
    });
  }
}

async function pageOf(rows: AsyncIterator<JdbcRow>): Promise<JdbcRow[]> {
  const page: JdbcRow[] = [];
  while (page.length < PAGE_ROWS) {
    const { value, done } = await rows.next();
    if (done) break;
    page.push(value);
  }
  return page;
}

/** The driver's types leave it out; that of a TLS connection takes the place of the one below it. */
function streamOf(connection: PoolConnection): Readable {
  return (connection as unknown as { stream: Readable }).stream;
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
