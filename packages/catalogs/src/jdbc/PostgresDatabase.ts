import { Pool, type PoolClient } from 'pg';
import Cursor from 'pg-cursor';
import { withinTime } from '../check/withinTime';
import { CatalogUnavailableError } from '../errors';
import { databaseError } from './databaseError';
import type { JdbcServerOptions } from './JdbcCatalogOptions';
import { type JdbcDatabase, type JdbcRow, PAGE_ROWS } from './JdbcDatabase';

const MAX_CONNECTIONS = 4;

/** PostgreSQL, or what speaks its protocol. */
export class PostgresDatabase implements JdbcDatabase {
  readonly product = 'PostgreSQL';
  readonly versionQuery = 'SHOW server_version';
  readonly endpoint: JdbcDatabase['endpoint'];
  readonly #pool: Pool;
  readonly #timeoutMs: number;

  constructor(options: JdbcServerOptions, timeoutMs: number) {
    const { host, port, database, user, password, tls } = options;
    this.endpoint = { host, port, isEncrypted: tls !== undefined };
    this.#timeoutMs = timeoutMs;
    this.#pool = new Pool({
      ...{ host, port, database, user },
      // Undefined would make the driver look for one in the environment and the home folder.
      password: password ?? '',
      ssl: tls ? { ...tls, rejectUnauthorized: true } : false,
      max: MAX_CONNECTIONS,
      connectionTimeoutMillis: timeoutMs,
      idleTimeoutMillis: 30_000,
      application_name: 'lakehouse-portal',
      // Does not keep a program from ending.
      allowExitOnIdle: true,
    });
    // An idle connection that breaks is none of a caller's: the next one gets another.
    this.#pool.on('error', () => undefined);
  }

  parameter(index: number): string {
    return `$${index}`;
  }

  async *pages(
    sql: string,
    values: readonly string[],
    signal?: AbortSignal,
  ): AsyncGenerator<JdbcRow[]> {
    const client = await this.#begin(signal);
    let isDone = false;
    try {
      const cursor = client.query(new Cursor<JdbcRow>(sql, [...values]));
      for (;;) {
        const page = await this.#inTime(cursor.read(PAGE_ROWS), signal);
        if (page.length === 0) break;
        yield page;
      }
      await this.#inTime(client.query('COMMIT'), signal);
      isDone = true;
    } catch (error) {
      signal?.throwIfAborted();
      throw databaseError(error, this.product);
    } finally {
      // A connection whose statement did not come to its end is closed, and with it the statement.
      client.release(!isDone);
    }
  }

  async columns(sql: string, signal?: AbortSignal): Promise<string[]> {
    const client = await this.#begin(signal);
    let isDone = false;
    try {
      const { fields } = await this.#inTime(client.query(sql), signal);
      await this.#inTime(client.query('COMMIT'), signal);
      isDone = true;
      return fields.map(({ name }) => name.toLowerCase());
    } catch (error) {
      signal?.throwIfAborted();
      throw databaseError(error, this.product);
    } finally {
      client.release(!isDone);
    }
  }

  async close(): Promise<void> {
    await this.#pool.end();
  }

  /** In a transaction of its own, as settings of the session would be lost or leak behind a pooler. */
  async #begin(signal: AbortSignal | undefined): Promise<PoolClient> {
    const connecting = this.#pool.connect();
    let client: PoolClient;
    try {
      client = await this.#inTime(connecting, signal);
    } catch (error) {
      // One that comes too late is not needed any more.
      connecting.then(
        late => late.release(true),
        () => undefined,
      );
      signal?.throwIfAborted();
      throw databaseError(error, this.product);
    }
    try {
      await this.#inTime(
        client.query(
          `BEGIN READ ONLY; SET LOCAL statement_timeout = ${Math.round(
            this.#timeoutMs,
          )}`,
        ),
        signal,
      );
      return client;
    } catch (error) {
      client.release(true);
      signal?.throwIfAborted();
      throw databaseError(error, this.product);
    }
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
