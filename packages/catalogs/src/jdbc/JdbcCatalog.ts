import type {
  Catalog,
  CatalogCallOptions,
  CatalogDescription,
  CatalogNamespace,
  CatalogTable,
  ConnectionCheck,
  TableIdentifier,
} from '../catalog';
import { namespaceLevels, namespaceName } from '../catalog';
import { CatalogConfigurationError, CatalogResponseError } from '../errors';
import { checkJdbc } from './checkJdbc';
import { describeJdbc } from './describeJdbc';
import type { JdbcCatalogOptions } from './JdbcCatalogOptions';
import type { JdbcDatabase, JdbcRow } from './JdbcDatabase';
import { openDatabase } from './openDatabase';
import { MAX_LOCATION, MAX_NAME, tableOfRow } from './tableOfRow';

const DEFAULT_TIMEOUT_MS = 30_000;
/** A catalog of more is refused rather than half read. */
const MAX_ROWS = 2_000_000;
/** Of names and properties of namespaces, which are all kept until the last one is read. */
const MAX_CHARACTERS = 200_000_000;

/**
 * Iceberg's JDBC catalog in PostgreSQL, MySQL or a file of SQLite: one query gives the pointers of all tables.
 *
 * @see https://iceberg.apache.org/docs/latest/jdbc/
 */
export class JdbcCatalog implements Catalog {
  readonly #database: JdbcDatabase;
  readonly #catalogName: string;
  readonly #prefix: string;
  #hasTypes: Promise<boolean> | undefined;

  /** @throws CatalogConfigurationError */
  constructor(options: JdbcCatalogOptions) {
    const { database, catalogName, schema } = options;
    if (schema !== undefined && database.kind !== 'postgresql')
      throw new CatalogConfigurationError(
        'schema is for PostgreSQL: elsewhere the tables of the catalog are in the database itself',
      );
    this.#database = openDatabase(
      database,
      options.timeoutMs ?? DEFAULT_TIMEOUT_MS,
    );
    this.#catalogName = catalogName;
    this.#prefix =
      schema === undefined ? '' : `"${schema.replaceAll('"', '""')}".`;
  }

  async listNamespaces({ signal }: CatalogCallOptions = {}): Promise<
    CatalogNamespace[]
  > {
    const found = new Map<string, Record<string, string>>();
    const count = { rows: 0, characters: 0 };
    for await (const row of this.#counted(
      count,
      `SELECT DISTINCT substr(table_namespace, 1, ${MAX_NAME}) AS table_namespace FROM ${
        this.#prefix
      }iceberg_tables WHERE catalog_name = ${this.#database.parameter(1)}`,
      [this.#catalogName],
      signal,
    ))
      if (typeof row.table_namespace === 'string')
        found.set(row.table_namespace, {});
    for await (const row of this.#counted(
      count,
      `SELECT substr(namespace, 1, ${MAX_NAME}) AS namespace, substr(property_key, 1, ${MAX_NAME}) AS property_key, substr(property_value, 1, ${MAX_LOCATION}) AS property_value FROM ${
        this.#prefix
      }iceberg_namespace_properties WHERE catalog_name = ${this.#database.parameter(
        1,
      )}`,
      [this.#catalogName],
      signal,
    )) {
      const { namespace, property_key: key, property_value: value } = row;
      if (typeof namespace !== 'string') continue;
      const properties = found.get(namespace) ?? {};
      found.set(namespace, properties);
      // Iceberg marks a namespace without properties by `exists`.
      if (typeof key === 'string' && typeof value === 'string')
        if (key !== 'exists') properties[key] = value;
    }
    return [...found].map(([namespace, properties]) => ({
      namespace: namespaceName(namespace.split('.')),
      properties,
    }));
  }

  async *listTables({ signal }: CatalogCallOptions = {}): AsyncGenerator<
    CatalogTable[]
  > {
    let rows = 0;
    for await (const page of this.#database.pages(
      await this.#select('', signal),
      [this.#catalogName],
      signal,
    )) {
      rows += page.length;
      if (rows > MAX_ROWS)
        throw this.#tooMany(
          `more than ${MAX_ROWS.toLocaleString('en')} tables`,
        );
      yield page.flatMap(row => tableOfRow(row) ?? []);
    }
  }

  async findTable(
    { namespace, name }: TableIdentifier,
    { signal }: CatalogCallOptions = {},
  ): Promise<CatalogTable | undefined> {
    const { parameter } = this.#database;
    const sql = await this.#select(
      ` AND table_namespace = ${parameter(2)} AND table_name = ${parameter(3)}`,
      signal,
    );
    const values = [
      this.#catalogName,
      namespaceLevels(namespace).join('.'),
      name,
    ];
    // MySQL finds names in any case.
    for await (const row of this.#rows(sql, values, signal)) {
      const table = tableOfRow(row);
      if (table?.name === name && table.namespace === namespace) return table;
    }
    return undefined;
  }

  async describe({
    signal,
  }: CatalogCallOptions = {}): Promise<CatalogDescription> {
    const { product, versionQuery } = this.#database;
    const version = await this.#first(versionQuery, [], signal);
    const isVersion0 = !(await this.#withTypes(signal));
    return describeJdbc({ product, version, isVersion0 });
  }

  check({ signal }: CatalogCallOptions = {}): AsyncGenerator<ConnectionCheck> {
    return checkJdbc(
      {
        endpoint: this.#database.endpoint,
        product: this.#database.product,
        catalogName: this.#catalogName,
        connect: () => this.#first(this.#database.versionQuery, [], signal),
        readTables: async () => {
          this.#hasTypes = undefined;
          return (await this.#withTypes(signal)) ? 'V1' : 'V0';
        },
        catalogNames: () => this.#catalogNames(signal),
        listTables: () => this.listTables({ signal }),
      },
      signal,
    );
  }

  async close(): Promise<void> {
    await this.#database.close();
  }

  async #select(
    condition: string,
    signal: AbortSignal | undefined,
  ): Promise<string> {
    const columns = [
      `substr(table_namespace, 1, ${MAX_NAME}) AS table_namespace`,
      `substr(table_name, 1, ${MAX_NAME}) AS table_name`,
      `substr(metadata_location, 1, ${MAX_LOCATION}) AS metadata_location`,
      ...((await this.#withTypes(signal)) ? ['iceberg_type'] : []),
    ];
    return `SELECT ${columns.join(', ')} FROM ${
      this.#prefix
    }iceberg_tables WHERE catalog_name = ${this.#database.parameter(
      1,
    )}${condition}`;
  }

  /** Whether rows tell tables from views. Old catalogs lack the column until somebody migrates them. */
  async #withTypes(signal: AbortSignal | undefined): Promise<boolean> {
    const asking = (this.#hasTypes ??= this.#database
      .columns(
        `SELECT * FROM ${this.#prefix}iceberg_tables WHERE 1 = 0`,
        signal,
      )
      .then(columns => {
        const missing = [
          'catalog_name',
          'table_namespace',
          'table_name',
          'metadata_location',
        ].find(name => !columns.includes(name));
        if (missing !== undefined)
          throw new CatalogResponseError(
            `iceberg_tables has no column ${missing}: this is not a catalog of Iceberg`,
          );
        return columns.includes('iceberg_type');
      }));
    try {
      const hasTypes = await asking;
      // It may be migrated while we run.
      if (!hasTypes) this.#hasTypes = undefined;
      return hasTypes;
    } catch (error) {
      this.#hasTypes = undefined;
      throw error;
    }
  }

  async #catalogNames(signal: AbortSignal | undefined): Promise<string[]> {
    const names: string[] = [];
    for await (const row of this.#rows(
      `SELECT DISTINCT substr(catalog_name, 1, ${MAX_NAME}) AS catalog_name FROM ${
        this.#prefix
      }iceberg_tables`,
      [],
      signal,
    ))
      names.push(String(row.catalog_name));
    return names;
  }

  async #first(
    sql: string,
    values: string[],
    signal: AbortSignal | undefined,
  ): Promise<string> {
    for await (const row of this.#rows(sql, values, signal))
      return String(Object.values(row)[0]);
    return '';
  }

  /** Rows of namespaces; `count` has those of all queries together. */
  async *#counted(
    count: { rows: number; characters: number },
    ...query: [sql: string, values: string[], signal: AbortSignal | undefined]
  ): AsyncGenerator<JdbcRow> {
    for await (const row of this.#rows(...query)) {
      count.rows += 1;
      for (const value of Object.values(row))
        count.characters += typeof value === 'string' ? value.length : 0;
      if (count.rows > MAX_ROWS)
        throw this.#tooMany(
          `more than ${MAX_ROWS.toLocaleString(
            'en',
          )} namespaces and properties of them`,
        );
      if (count.characters > MAX_CHARACTERS)
        throw this.#tooMany(
          'names and properties of namespaces that are longer than there is memory for',
        );
      yield row;
    }
  }

  #tooMany(what: string): CatalogResponseError {
    return new CatalogResponseError(
      `The catalog ${JSON.stringify(this.#catalogName)} has ${what}`,
    );
  }

  async *#rows(
    sql: string,
    values: string[],
    signal: AbortSignal | undefined,
  ): AsyncGenerator<JdbcRow> {
    for await (const page of this.#database.pages(sql, values, signal))
      yield* page;
  }
}
