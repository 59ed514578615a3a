import type { JdbcCatalogOptions } from './JdbcCatalogOptions';
import type { JdbcDatabase } from './JdbcDatabase';
import { MySqlDatabase } from './MySqlDatabase';
import { PostgresDatabase } from './PostgresDatabase';
import { SqliteDatabase } from './SqliteDatabase';

/** Needs no network: connections are made when something is asked. */
export function openDatabase(
  database: JdbcCatalogOptions['database'],
  timeoutMs: number,
): JdbcDatabase {
  switch (database.kind) {
    case 'postgresql':
      return new PostgresDatabase(database, timeoutMs);
    case 'mysql':
      return new MySqlDatabase(database, timeoutMs);
    case 'sqlite':
      return new SqliteDatabase(database.file, timeoutMs);
  }
}
