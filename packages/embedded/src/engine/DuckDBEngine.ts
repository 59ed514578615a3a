import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';

/**
 * The data engine: one DuckDB in memory with one connection, which operations use in turn.
 * It never downloads anything.
 */
export class DuckDBEngine {
  readonly #instance: DuckDBInstance;
  readonly #connection: DuckDBConnection;
  #queue: Promise<unknown> = Promise.resolve();

  private constructor(instance: DuckDBInstance, connection: DuckDBConnection) {
    this.#instance = instance;
    this.#connection = connection;
  }

  static async open(options: {
    threads: number;
    memoryLimitMb: number;
    temporaryDirectory: string;
  }): Promise<DuckDBEngine> {
    const instance = await DuckDBInstance.create(':memory:', {
      threads: String(options.threads),
      memory_limit: `${options.memoryLimitMb}MB`,
      temp_directory: options.temporaryDirectory,
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
    });
    const connection = await instance.connect();
    // Text that says no time zone means UTC, wherever the process runs.
    await connection.run(`SET TimeZone = 'UTC'`);
    return new DuckDBEngine(instance, connection);
  }

  /** Runs `work` when those before it are done; temporary tables are its own as long as it runs. */
  run<T>(work: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
    const result = this.#queue.then(() => work(this.#connection));
    this.#queue = result.catch(() => undefined);
    return result;
  }

  async close(): Promise<void> {
    await this.#queue;
    this.#connection.closeSync();
    this.#instance.closeSync();
  }
}
