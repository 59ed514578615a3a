import Database from 'better-sqlite3';
import { databaseError } from './databaseError';
import { type JdbcDatabase, type JdbcRow, PAGE_ROWS } from './JdbcDatabase';

/** A file of SQLite. Opened anew for each statement: another program may replace it. */
export class SqliteDatabase implements JdbcDatabase {
  readonly product = 'SQLite';
  readonly versionQuery = 'SELECT sqlite_version() AS version';
  readonly #file: string;
  readonly #timeoutMs: number;

  constructor(file: string, timeoutMs: number) {
    this.#file = file;
    this.#timeoutMs = timeoutMs;
  }

  parameter(): string {
    return '?';
  }

  async *pages(
    sql: string,
    values: readonly string[],
    signal?: AbortSignal,
  ): AsyncGenerator<JdbcRow[]> {
    const database = this.#open();
    try {
      let page: JdbcRow[] = [];
      for (const row of database.prepare(sql).iterate(...values)) {
        page.push(row as JdbcRow);
        if (page.length < PAGE_ROWS) continue;
        yield page;
        page = [];
        // Reading is not asynchronous: others get a turn after each page.
        await new Promise(resolve => setImmediate(resolve));
        signal?.throwIfAborted();
      }
      if (page.length > 0) yield page;
    } catch (error) {
      signal?.throwIfAborted();
      throw databaseError(error, this.product);
    } finally {
      database.close();
    }
  }

  async columns(sql: string): Promise<string[]> {
    const database = this.#open();
    try {
      return database
        .prepare(sql)
        .columns()
        .map(({ name }) => name.toLowerCase());
    } catch (error) {
      throw databaseError(error, this.product);
    } finally {
      database.close();
    }
  }

  async close(): Promise<void> {
    // Nothing is kept open.
  }

  #open(): Database.Database {
    try {
      return new Database(this.#file, {
        readonly: true,
        fileMustExist: true,
        timeout: Math.min(this.#timeoutMs, 5_000),
      });
    } catch (error) {
      throw databaseError(error, this.product);
    }
  }
}
