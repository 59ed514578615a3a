import { Client } from 'pg';
import type { ServerProcess } from '../processes';

/** How to connect to a database. */
export interface PostgresConnection {
  host: string;
  port: number;
  user: string;
  password: string;
  database: string;
}

/** A PostgreSQL of the testbed, on the loopback interface. */
export class PostgresServer {
  readonly #removeFiles: () => Promise<void>;

  constructor(
    /** To the database `postgres`, as a superuser. */
    readonly connection: PostgresConnection,
    readonly process: ServerProcess,
    removeFiles: () => Promise<void>,
  ) {
    this.#removeFiles = removeFiles;
  }

  /** As Java writes it; user and password are separate there. */
  jdbcUrl(database: string = this.connection.database): string {
    const { host, port } = this.connection;
    return `jdbc:postgresql://${host}:${port}/${database}`;
  }

  /** As libpq and most libraries write it, with the password. */
  url(database: string = this.connection.database): string {
    const { host, port, user, password } = this.connection;
    return `postgresql://${user}:${password}@${host}:${port}/${database}`;
  }

  /**
   * Makes an empty database: each test gets one of its own.
   *
   * @throws Error when there is one of this name already.
   */
  async createDatabase(name: string): Promise<PostgresConnection> {
    await this.query(`CREATE DATABASE ${quoteIdentifier(name)}`);
    return { ...this.connection, database: name };
  }

  /** Removes a database, also one that is in use. */
  async dropDatabase(name: string): Promise<void> {
    await this.query(
      `DROP DATABASE IF EXISTS ${quoteIdentifier(name)} WITH (FORCE)`,
    );
  }

  /** Runs a statement, or several where there are no `values`, and gives the rows of the last one. */
  async query(
    sql: string,
    options: { database?: string; values?: unknown[] } = {},
  ): Promise<Array<Record<string, unknown>>> {
    const client = new Client({
      ...this.connection,
      ...(options.database ? { database: options.database } : {}),
    });
    await client.connect();
    try {
      const result = await client.query(sql, options.values);
      return Array.isArray(result) ? result.at(-1)?.rows ?? [] : result.rows;
    } finally {
      await client.end();
    }
  }

  /** Ends it and removes its data. */
  async stop(): Promise<void> {
    await this.process.stop();
    await this.#removeFiles();
  }
}

function quoteIdentifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
