import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';
import { BadInputError } from '../errors/BadInputError';

/**
 * A row of the catalog.
 */
export interface CatalogRow {
  namespace: string;
  table: string;
  metadataLocation: string;
}

const QUERY = `
SELECT table_namespace AS namespace, table_name AS "table", metadata_location AS metadataLocation
FROM iceberg_tables
WHERE catalog_name = ? AND metadata_location IS NOT NULL AND (iceberg_type IS NULL OR iceberg_type = 'TABLE')
ORDER BY table_namespace, table_name`;

/** Catalogs of before there were views have no column for the type. */
const QUERY_V0 = QUERY.replace(/ AND \(iceberg_type.*\)/, '');

/**
 * Reads the tables of an embedded lakehouse from its catalog, without changing anything: the portal may be running.
 *
 * @throws BadInputError when there is no catalog yet; Error when the file cannot be read, or is no catalog.
 */
export function readCatalog(file: string, catalogName: string): CatalogRow[] {
  if (!existsSync(file)) {
    throw new BadInputError(
      `There is no catalog ${file} yet: the lakehouse is made when the portal starts for the first time`,
    );
  }
  try {
    return readRows(file, catalogName);
  } catch (error) {
    // SQLite does not say which file: "file is not a database".
    throw new Error(
      `The catalog ${file} cannot be read: ${
        error instanceof Error ? error.message : error
      }`,
      { cause: error },
    );
  }
}

function readRows(file: string, catalogName: string): CatalogRow[] {
  const database = new Database(file, {
    readonly: true,
    fileMustExist: true,
    timeout: 5000,
  });
  try {
    const columns = database.pragma('table_info(iceberg_tables)') as Array<{
      name: string;
    }>;
    if (columns.length === 0)
      throw new Error('it has no table iceberg_tables, so it is no catalog');
    const query = columns.some(({ name }) => name === 'iceberg_type')
      ? QUERY
      : QUERY_V0;
    return database.prepare(query).all(catalogName) as CatalogRow[];
  } finally {
    database.close();
  }
}
