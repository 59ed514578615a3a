import { join } from 'node:path';
import { runCommand, type ServerProcess } from '../processes';

/** How to reach it. The user may do everything. */
export interface MariadbConnection {
  host: string;
  port: number;
  user: string;
  password: string;
  database: string;
}

/** A MariaDB of the testbed, on the loopback interface. */
export class MariadbServer {
  readonly #home: string;
  readonly #removeFiles: () => Promise<void>;

  constructor(
    readonly connection: MariadbConnection,
    readonly process: ServerProcess,
    files: { home: string; remove: () => Promise<void> },
  ) {
    this.#home = files.home;
    this.#removeFiles = files.remove;
  }

  /** Runs statements in its database, or in another. @returns What its client prints: rows of cells with tabs between. */
  async query(
    sql: string,
    database: string = this.connection.database,
  ): Promise<string> {
    return queryMariadb(this.#home, { ...this.connection, database }, sql);
  }

  async stop(): Promise<void> {
    await this.process.stop();
    await this.#removeFiles();
  }
}

/** Runs statements by MariaDB's own client. */
export async function queryMariadb(
  home: string,
  { host, port, user, password, database }: MariadbConnection,
  sql: string,
): Promise<string> {
  return runCommand(
    join(home, 'bin', 'mariadb'),
    [
      '--no-defaults',
      ...['--batch', '--skip-column-names'],
      ...['--protocol=tcp', `--host=${host}`, `--port=${port}`],
      `--user=${user}`,
      database,
    ],
    // Arguments are seen by everybody on the machine.
    {
      input: sql,
      env: { ...process.env, MYSQL_PWD: password },
      timeoutMs: 60_000,
    },
  );
}
