import { Socket } from 'node:net';
import type { Readable } from 'node:stream';
import { Pool, type PoolClient } from 'pg';
import Cursor from 'pg-cursor';
import type { JdbcServerOptions } from './JdbcCatalogOptions';
import { type JdbcDatabase, type JdbcRow, PAGE_ROWS } from './JdbcDatabase';
import { LoginSockets } from './LoginSockets';
import { PostgresLogin } from './PostgresLogin';
import { readInTransaction, type TransactionDriver } from './readInTransaction';
import { serverName } from './serverName';

const MAX_CONNECTIONS = 4;

/** PostgreSQL, or what speaks its protocol. */
export class PostgresDatabase implements JdbcDatabase {
  readonly product = 'PostgreSQL';
  readonly versionQuery = 'SHOW server_version';
  readonly endpoint: JdbcDatabase['endpoint'];
  readonly #pool: Pool;
  readonly #driver: TransactionDriver<PoolClient>;

  constructor(options: JdbcServerOptions, timeoutMs: number) {
    const { host, port, database, user, password, tls } = options;
    this.endpoint = { host, port, isEncrypted: tls !== undefined };
    const logins = new LoginSockets();
    this.#pool = new Pool({
      Client: PostgresLogin,
      ...{ host, port, database, user },
      // Undefined would make the driver look for one in the environment and the home folder.
      password: password ?? '',
      ssl: tls ? { ...tls, rejectUnauthorized: true } : false,
      stream: () => logins.add(new Socket()),
      max: MAX_CONNECTIONS,
      connectionTimeoutMillis: timeoutMs,
      idleTimeoutMillis: 30_000,
      application_name: 'lakehouse-portal',
      // Does not keep a program from ending.
      allowExitOnIdle: true,
    });
    // An idle connection that breaks is none of a caller's: the next one gets another.
    this.#pool.on('error', () => undefined);
    // One that breaks while it is used fails its query; without a listener, it would end the process besides.
    this.#pool.on('connect', client => client.on('error', () => undefined));
    this.#driver = {
      ...{ name: serverName(this.product, { host, port }), timeoutMs },
      secrets: password === undefined ? [] : [password],
      connect: () => logins.login(() => this.#pool.connect()),
      stream: streamOf,
      begin: client =>
        client.query(
          `BEGIN READ ONLY; SET LOCAL statement_timeout = ${Math.round(
            timeoutMs,
          )}`,
        ),
      commit: client => client.query('COMMIT'),
      release: (client, reusable) => client.release(!reusable),
    };
  }

  parameter(index: number): string {
    return `$${index}`;
  }

  pages(
    sql: string,
    values: readonly string[],
    signal?: AbortSignal,
  ): AsyncGenerator<JdbcRow[]> {
    return readInTransaction(
      this.#driver,
      async function* read(client, inTime) {
        const cursor = client.query(new Cursor<JdbcRow>(sql, [...values]));
        for (;;) {
          const page = await inTime(cursor.read(PAGE_ROWS));
          if (page.length === 0) return;
          yield page;
        }
      },
      signal,
    );
  }

  async columns(sql: string, signal?: AbortSignal): Promise<string[]> {
    const names: string[] = [];
    const fields = readInTransaction(
      this.#driver,
      async function* read(client, inTime) {
        yield* (await inTime(client.query(sql))).fields;
      },
      signal,
    );
    for await (const { name } of fields) names.push(name.toLowerCase());
    return names;
  }

  async close(): Promise<void> {
    await this.#pool.end();
  }
}

/** The driver's types leave it out; that of a TLS connection takes the place of the one below it. */
function streamOf(client: PoolClient): Readable {
  return (client as unknown as { connection: { stream: Readable } }).connection
    .stream;
}
