import { statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { CatalogUnavailableError } from '../errors';

/** How long a call waits for another process that writes, in milliseconds. */
const BUSY_TIMEOUT_MS = 30_000;

/**
 * The schema V1 of Iceberg's JDBC catalog, as Java's `JdbcUtil` and PyIceberg's `SqlCatalog` create it.
 */
const DDL = `
CREATE TABLE IF NOT EXISTS iceberg_tables (
  catalog_name VARCHAR(255) NOT NULL,
  table_namespace VARCHAR(255) NOT NULL,
  table_name VARCHAR(255) NOT NULL,
  metadata_location VARCHAR(1000),
  previous_metadata_location VARCHAR(1000),
  iceberg_type VARCHAR(5),
  PRIMARY KEY (catalog_name, table_namespace, table_name)
);
CREATE TABLE IF NOT EXISTS iceberg_namespace_properties (
  catalog_name VARCHAR(255) NOT NULL,
  namespace VARCHAR(255) NOT NULL,
  property_key VARCHAR(255) NOT NULL,
  property_value VARCHAR(1000),
  PRIMARY KEY (catalog_name, namespace, property_key)
);`;

interface Opened {
  database: Database.Database;
  /** Device and inode: which file it is, whatever its name. */
  identity: string;
}

/**
 * The SQLite file of a catalog. SQLite goes on with the file that it opened, also when another
 * one has its name by now (a backup was restored, the lakehouse was made anew): each use looks
 * whether it is still the same, and opens the new one if not.
 */
export class CatalogFile {
  readonly #file: string;
  readonly #durable: boolean;
  #opened?: Opened;
  #isClosed = false;

  /**
   * Opens the file, and makes it when it is not there.
   *
   * @param durable - wait until each commit is on the disk.
   * @throws CatalogUnavailableError
   */
  constructor(file: string, durable: boolean) {
    this.#file = file;
    this.#durable = durable;
    this.#opened = this.#open(() => undefined);
  }

  /** @throws CatalogUnavailableError when the file is gone, or another one that is no catalog took its place. */
  get database(): Database.Database {
    const opened = this.#opened;
    // A transaction ends on the file where it began; its commit says whether that was in time.
    if (opened && (this.#isClosed || opened.database.inTransaction)) {
      return opened.database;
    }
    if (opened && opened.identity === this.#identity()) {
      return opened.database;
    }
    this.#opened = undefined;
    opened?.database.close();
    if (this.#identity() === undefined) {
      throw new CatalogUnavailableError(
        `The catalog ${
          this.#file
        } is gone: it was there before. Restore it, or make the lakehouse anew.`,
      );
    }
    this.#opened = this.#open(database => this.#requireCatalog(database));
    return this.#opened.database;
  }

  close(): void {
    this.#isClosed = true;
    this.#opened?.database.close();
  }

  /** @param check - runs before anything is written to the file. */
  #open(check: (database: Database.Database) => void): Opened {
    let database: Database.Database | undefined;
    try {
      database = new Database(this.#file, { timeout: BUSY_TIMEOUT_MS });
      check(database);
      database.pragma('journal_mode = WAL');
      // FULL: a commit that was acknowledged survives a power cut. NORMAL survives a killed process.
      database.pragma(`synchronous = ${this.#durable ? 'FULL' : 'NORMAL'}`);
      database.exec(DDL);
      upgradeFromV0(database);
      return { database, identity: this.#identity() ?? '' };
    } catch (error) {
      database?.close();
      if (error instanceof CatalogUnavailableError) {
        throw error;
      }
      throw new CatalogUnavailableError(
        `The catalog ${this.#file} can't be opened: ${
          error instanceof Error ? error.message : error
        }`,
        { cause: error },
      );
    }
  }

  /** An empty file would look like a lakehouse whose tables were all dropped. */
  #requireCatalog(database: Database.Database): void {
    if (columnsOf(database).length === 0) {
      throw new CatalogUnavailableError(
        `The file ${
          this.#file
        } was replaced by one that is no catalog: it has no table iceberg_tables.`,
      );
    }
  }

  #identity(): string | undefined {
    const stats = statSync(this.#file, { bigint: true, throwIfNoEntry: false });
    return stats && `${stats.dev}:${stats.ino}`;
  }
}

/** Old catalogs (schema V0) lack the type column. */
function upgradeFromV0(database: Database.Database): void {
  const hasType = () => columnsOf(database).includes('iceberg_type');
  if (hasType()) return;
  const upgrade = database.transaction(() => {
    if (!hasType()) {
      database.exec(
        'ALTER TABLE iceberg_tables ADD COLUMN iceberg_type VARCHAR(5)',
      );
    }
  });
  upgrade.immediate();
}

function columnsOf(database: Database.Database): string[] {
  return database
    .prepare<[], { name: string }>(
      `SELECT name FROM pragma_table_info('iceberg_tables')`,
    )
    .all()
    .map(column => column.name);
}
