import type Database from 'better-sqlite3';
import {
  AlreadyExistsError,
  NamespaceNotEmptyError,
  NoSuchNamespaceError,
  NoSuchTableError,
} from '../errors';
import { CatalogFile } from './CatalogFile';
import { formatTableName, type TableIdentifier } from './TableIdentifier';
import type { TablePointer } from './TablePointer';

const DEFAULT_NAME = 'lakehouse';

/** Rows of views and other kinds are left alone; PyIceberg's and old catalogs' tables have no type. */
const IS_TABLE = `(iceberg_type IS NULL OR iceberg_type = 'TABLE')`;

/** What Java and PyIceberg write so that a namespace without properties has a row. */
const EXISTS = { exists: 'true' };

interface PointerRow {
  table_namespace: string;
  table_name: string;
  metadata_location: string | null;
  previous_metadata_location: string | null;
}

/**
 * The catalog: which tables there are, and the newest metadata file of each. Several processes may use it at once.
 */
export class SqliteCatalog {
  /** Name of the catalog, as its rows say it. */
  readonly name: string;
  readonly #file: CatalogFile;

  /**
   * @param name - undefined: the name that the catalog's rows have, if they have one only, else `lakehouse`.
   * @param durable - wait until each commit is on the disk.
   * @throws CatalogUnavailableError
   */
  constructor(file: string, name: string | undefined, durable: boolean) {
    this.#file = new CatalogFile(file, durable);
    this.name = name ?? this.#onlyName() ?? DEFAULT_NAME;
  }

  close(): void {
    this.#file.close();
  }

  get #database(): Database.Database {
    return this.#file.database;
  }

  /** @throws AlreadyExistsError */
  createNamespace(namespace: string, properties: Record<string, string>): void {
    const create = this.#database.transaction(() => {
      if (this.namespaceExists(namespace))
        throw new AlreadyExistsError(
          `Namespace '${namespace}' exists already.`,
        );
      const entries = Object.entries({ ...EXISTS, ...properties });
      for (const [key, value] of entries)
        this.#putProperty(namespace, key, value);
    });
    create.immediate();
  }

  /** @throws NoSuchNamespaceError, NamespaceNotEmptyError */
  dropNamespace(namespace: string): void {
    const drop = this.#database.transaction(() => {
      this.requireNamespace(namespace);
      const inside = [
        ...this.listTables(namespace).map(table => formatTableName(table)),
        ...this.listNamespaces().filter(name =>
          name.startsWith(`${namespace}.`),
        ),
      ];
      if (inside.length > 0) {
        throw new NamespaceNotEmptyError(
          `Namespace '${namespace}' still holds ${inside.length} table(s) or namespace(s), for example ${inside[0]}. Drop or rename those first.`,
        );
      }
      this.#database
        .prepare(
          'DELETE FROM iceberg_namespace_properties WHERE catalog_name = ? AND namespace = ?',
        )
        .run(this.name, namespace);
    });
    drop.immediate();
  }

  /** All namespaces with their parents, sorted. Those that only exist through a table count too. */
  listNamespaces(): string[] {
    const rows = this.#database
      .prepare<[string, string], { namespace: string }>(
        `SELECT table_namespace AS namespace FROM iceberg_tables WHERE catalog_name = ?
         UNION SELECT namespace FROM iceberg_namespace_properties WHERE catalog_name = ?`,
      )
      .all(this.name, this.name);
    const all = new Set<string>();
    for (const { namespace } of rows) {
      const levels = namespace.split('.');
      for (let depth = 1; depth <= levels.length; depth++)
        all.add(levels.slice(0, depth).join('.'));
    }
    return [...all].sort();
  }

  namespaceExists(namespace: string): boolean {
    return this.listNamespaces().includes(namespace);
  }

  /** @throws NoSuchNamespaceError */
  requireNamespace(namespace: string): void {
    if (!this.namespaceExists(namespace)) {
      throw new NoSuchNamespaceError(
        `There is no namespace '${namespace}' in catalog '${this.name}'.`,
      );
    }
  }

  namespaceProperties(namespace: string): Record<string, string> {
    const rows = this.#database
      .prepare<
        [string, string],
        { property_key: string; property_value: string | null }
      >(
        'SELECT property_key, property_value FROM iceberg_namespace_properties WHERE catalog_name = ? AND namespace = ?',
      )
      .all(this.name, namespace);
    return Object.fromEntries(
      rows
        .filter(row => row.property_key !== 'exists')
        .map(row => [row.property_key, row.property_value ?? '']),
    );
  }

  /** An undefined value removes the property. @throws NoSuchNamespaceError */
  setNamespaceProperties(
    namespace: string,
    properties: Record<string, string | undefined>,
  ): void {
    const set = this.#database.transaction(() => {
      this.requireNamespace(namespace);
      this.#putProperty(namespace, 'exists', 'true');
      for (const [key, value] of Object.entries(properties)) {
        if (value !== undefined) this.#putProperty(namespace, key, value);
        else if (key !== 'exists') {
          this.#database
            .prepare(
              'DELETE FROM iceberg_namespace_properties WHERE catalog_name = ? AND namespace = ? AND property_key = ?',
            )
            .run(this.name, namespace, key);
        }
      }
    });
    set.immediate();
  }

  /** All tables, or those of one namespace, in one query. */
  listTables(namespace?: string): TablePointer[] {
    const rows = this.#database
      .prepare<[string, string | null, string | null], PointerRow>(
        `SELECT table_namespace, table_name, metadata_location, previous_metadata_location FROM iceberg_tables
         WHERE catalog_name = ? AND (? IS NULL OR table_namespace = ?) AND metadata_location IS NOT NULL AND ${IS_TABLE}
         ORDER BY table_namespace, table_name`,
      )
      .all(this.name, namespace ?? null, namespace ?? null);
    return rows.map(toPointer);
  }

  /** The tables of this catalog, and those that the same file has under other names of catalogs. */
  listTablesOfAllCatalogs(): Array<TablePointer & { catalog: string }> {
    return this.#database
      .prepare<[], PointerRow & { catalog_name: string }>(
        `SELECT catalog_name, table_namespace, table_name, metadata_location, previous_metadata_location FROM iceberg_tables
         WHERE metadata_location IS NOT NULL AND ${IS_TABLE}
         ORDER BY catalog_name, table_namespace, table_name`,
      )
      .all()
      .map(row => ({ ...toPointer(row), catalog: row.catalog_name }));
  }

  findTable(table: TableIdentifier): TablePointer | undefined {
    const row = this.#database
      .prepare<[string, string, string], PointerRow>(
        `SELECT table_namespace, table_name, metadata_location, previous_metadata_location FROM iceberg_tables
         WHERE catalog_name = ? AND table_namespace = ? AND table_name = ? AND metadata_location IS NOT NULL AND ${IS_TABLE}`,
      )
      .get(this.name, table.namespace, table.name);
    return row && toPointer(row);
  }

  /** @throws NoSuchTableError */
  requireTable(table: TableIdentifier): TablePointer {
    const pointer = this.findTable(table);
    if (!pointer)
      throw new NoSuchTableError(
        `There is no table '${formatTableName(table)}' in catalog '${
          this.name
        }'.`,
      );
    return pointer;
  }

  /** @throws NoSuchNamespaceError, AlreadyExistsError */
  insertTable(table: TableIdentifier, metadataLocation: string): void {
    const insert = this.#database.transaction(() => {
      this.requireNamespace(table.namespace);
      this.#requireFree(table);
      this.#database
        .prepare(
          `INSERT INTO iceberg_tables (catalog_name, table_namespace, table_name, metadata_location, previous_metadata_location, iceberg_type)
           VALUES (?, ?, ?, ?, NULL, 'TABLE')`,
        )
        .run(this.name, table.namespace, table.name, metadataLocation);
    });
    insert.immediate();
  }

  /**
   * The compare-and-swap that every commit ends with.
   *
   * @returns false when the table no longer points to `expected` (or is gone).
   */
  swapMetadata(
    table: TableIdentifier,
    expected: string,
    next: string,
  ): boolean {
    const { changes } = this.#database
      .prepare(
        `UPDATE iceberg_tables SET metadata_location = ?, previous_metadata_location = ?
         WHERE catalog_name = ? AND table_namespace = ? AND table_name = ? AND metadata_location = ? AND ${IS_TABLE}`,
      )
      .run(next, expected, this.name, table.namespace, table.name, expected);
    return changes === 1;
  }

  /** @throws NoSuchTableError, NoSuchNamespaceError, AlreadyExistsError */
  renameTable(from: TableIdentifier, to: TableIdentifier): void {
    const rename = this.#database.transaction(() => {
      this.requireTable(from);
      this.requireNamespace(to.namespace);
      this.#requireFree(to);
      this.#database
        .prepare(
          'UPDATE iceberg_tables SET table_namespace = ?, table_name = ? WHERE catalog_name = ? AND table_namespace = ? AND table_name = ?',
        )
        .run(to.namespace, to.name, this.name, from.namespace, from.name);
    });
    rename.immediate();
  }

  /** @returns what the table pointed to. @throws NoSuchTableError */
  dropTable(table: TableIdentifier): TablePointer {
    const drop = this.#database.transaction(() => {
      const pointer = this.requireTable(table);
      this.#database
        .prepare(
          'DELETE FROM iceberg_tables WHERE catalog_name = ? AND table_namespace = ? AND table_name = ?',
        )
        .run(this.name, table.namespace, table.name);
      return pointer;
    });
    return drop.immediate();
  }

  #onlyName(): string | undefined {
    const names = this.#database
      .prepare<[], { name: string }>(
        `SELECT catalog_name AS name FROM iceberg_tables UNION SELECT catalog_name FROM iceberg_namespace_properties LIMIT 2`,
      )
      .all();
    return names.length === 1 ? names[0].name : undefined;
  }

  #putProperty(namespace: string, key: string, value: string): void {
    this.#database
      .prepare(
        `INSERT INTO iceberg_namespace_properties (catalog_name, namespace, property_key, property_value) VALUES (?, ?, ?, ?)
         ON CONFLICT (catalog_name, namespace, property_key) DO UPDATE SET property_value = excluded.property_value`,
      )
      .run(this.name, namespace, key, value);
  }

  /** A view takes the name too. */
  #requireFree(table: TableIdentifier): void {
    const taken = this.#database
      .prepare<[string, string, string], { iceberg_type: string | null }>(
        'SELECT iceberg_type FROM iceberg_tables WHERE catalog_name = ? AND table_namespace = ? AND table_name = ?',
      )
      .get(this.name, table.namespace, table.name);
    if (taken) {
      const kind = taken.iceberg_type === 'VIEW' ? 'View' : 'Table';
      throw new AlreadyExistsError(
        `${kind} '${formatTableName(table)}' exists already.`,
      );
    }
  }
}

function toPointer(row: PointerRow): TablePointer {
  return {
    namespace: row.table_namespace,
    name: row.table_name,
    metadataLocation: row.metadata_location ?? '',
    previousMetadataLocation: row.previous_metadata_location ?? undefined,
  };
}
