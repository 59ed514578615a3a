import {
  type Catalog,
  type CatalogCallOptions,
  type CatalogDescription,
  type CatalogNamespace,
  type CatalogTable,
  type ConnectionCheck,
  namespaceLevels,
  namespaceName,
  type TableIdentifier,
} from '../catalog';
import {
  CatalogConfigurationError,
  CatalogError,
  CatalogResponseError,
} from '../errors';
import { checkHive } from './checkHive';
import { describeHive } from './describeHive';
import type { HiveMetastoreOptions } from './HiveMetastoreOptions';
import { hiveTable } from './hiveTable';
import { MetastoreCalls } from './MetastoreCalls';
import { ThriftStruct, type ThriftValue } from './ThriftValue';
import { ThriftWriter } from './ThriftWriter';

/** Tables of one call: their columns come along, which may be many. */
const BATCH = 100;
const MAX_TABLES = 2_000_000;
/** Each takes a call of its own, also when it is empty. */
const MAX_DATABASES = 100_000;
/** `ClientCapability.INSERT_ONLY_TABLES`: without it, a batch with such a table is refused whole. */
const CAPABILITIES = ThriftWriter.structField(3, [
  ThriftWriter.i32ListField(1, [2]),
]);
/** What `get_table_objects_by_name_req` declares: `UnknownDBException`. */
const UNKNOWN_DATABASE = 3;

/** A Hive Metastore of version 3 or 4, by Thrift. */
export class HiveMetastoreCatalog implements Catalog {
  readonly #calls: MetastoreCalls;
  readonly #options: HiveMetastoreOptions;
  readonly #catalog: string | undefined;
  #knownVersion: string | undefined;
  #isVersionAsked = false;

  /** @throws CatalogConfigurationError */
  constructor(options: HiveMetastoreOptions) {
    if (options.servers.length === 0)
      throw new CatalogConfigurationError('A Hive Metastore needs an address');
    if (options.catalog !== undefined && /[#!]|^$/.test(options.catalog))
      throw new CatalogConfigurationError(
        'catalog can’t be empty or have # or ! in it',
      );
    this.#options = options;
    this.#catalog = options.catalog;
    this.#calls = new MetastoreCalls(options);
  }

  async listNamespaces({ signal }: CatalogCallOptions = {}): Promise<
    CatalogNamespace[]
  > {
    const databases = await this.#databases(signal);
    await this.#learnVersion(signal);
    return databases.map(name => ({
      namespace: namespaceName([name]),
      properties: {},
    }));
  }

  async *listTables({ signal }: CatalogCallOptions = {}): AsyncGenerator<
    CatalogTable[]
  > {
    let count = 0;
    for (const database of await this.#databases(signal)) {
      const names = stringsOf(
        await this.#calls.result('get_all_tables', {
          args: [ThriftWriter.stringField(1, this.#qualified(database))],
          signal,
        }),
      );
      count += names.length;
      if (count > MAX_TABLES)
        throw new CatalogResponseError(
          `The metastore has more than ${MAX_TABLES.toLocaleString(
            'en',
          )} tables`,
        );
      for (let start = 0; start < names.length; start += BATCH)
        yield await this.#tables(
          database,
          names.slice(start, start + BATCH),
          signal,
        );
    }
  }

  async findTable(
    { namespace, name }: TableIdentifier,
    { signal }: CatalogCallOptions = {},
  ): Promise<CatalogTable | undefined> {
    const levels = namespaceLevels(namespace);
    if (levels.length !== 1) return undefined;
    const tables = await this.#tables(levels[0], [name], signal);
    return tables.find(table => table.name === name);
  }

  async describe({
    signal,
  }: CatalogCallOptions = {}): Promise<CatalogDescription> {
    return describeHive(await this.#version(signal));
  }

  check({ signal }: CatalogCallOptions = {}): AsyncGenerator<ConnectionCheck> {
    return checkHive(
      {
        servers: this.#options.servers,
        tls: this.#options.tls,
        version: () => this.#version(signal),
        listNamespaces: () => this.listNamespaces({ signal }),
      },
      signal,
    );
  }

  async close(): Promise<void> {
    this.#calls.close();
  }

  /** What the metastore said of its version last, if it was asked. */
  get knownVersion(): string | undefined {
    return this.#knownVersion;
  }

  async #version(signal: AbortSignal | undefined): Promise<string> {
    const version = await this.#calls.result('getVersion', { signal });
    if (typeof version !== 'string')
      throw new CatalogResponseError('The metastore says no version');
    this.#knownVersion = version;
    return version;
  }

  /** Once, for who has to know what engines can do with it. One that says none is listed all the same. */
  async #learnVersion(signal: AbortSignal | undefined): Promise<void> {
    if (this.#isVersionAsked) return;
    try {
      await this.#version(signal);
    } catch (error) {
      if (!(error instanceof CatalogError)) throw error;
    }
    this.#isVersionAsked = true;
  }

  async #databases(signal: AbortSignal | undefined): Promise<string[]> {
    const databases = stringsOf(
      this.#catalog === undefined
        ? await this.#calls.result('get_all_databases', { signal })
        : await this.#calls.result('get_databases', {
            args: [ThriftWriter.stringField(1, `@${this.#catalog}#`)],
            signal,
          }),
    );
    if (databases.length > MAX_DATABASES)
      throw new CatalogResponseError(
        `The metastore has more than ${MAX_DATABASES.toLocaleString(
          'en',
        )} databases`,
      );
    return databases;
  }

  /** Those that are gone since they were listed are not among the answer; what was not asked for is left out. */
  async #tables(
    database: string,
    names: string[],
    signal: AbortSignal | undefined,
  ): Promise<CatalogTable[]> {
    const result = await this.#calls.result('get_table_objects_by_name_req', {
      args: [
        ThriftWriter.structField(1, [
          ThriftWriter.stringField(1, database),
          ThriftWriter.stringListField(2, names),
          CAPABILITIES,
          ...(this.#catalog === undefined
            ? []
            : [ThriftWriter.stringField(4, this.#catalog)]),
        ]),
      ],
      absent: UNKNOWN_DATABASE,
      signal,
    });
    if (result === undefined) return [];
    const tables = result instanceof ThriftStruct ? result.list(1) : undefined;
    if (tables === undefined)
      throw new CatalogResponseError('The metastore answers without tables');
    const namespace = namespaceName([database]);
    // A metastore takes names in any case, and has them in lower case.
    const asked = new Set(names.map(name => name.toLowerCase()));
    return tables.flatMap(table => {
      const name = table instanceof ThriftStruct && table.string(1);
      if (!name)
        throw new CatalogResponseError(
          'The metastore answers with a table without a name',
        );
      return asked.has(name.toLowerCase()) ? [hiveTable(namespace, table)] : [];
    });
  }

  #qualified(database: string): string {
    return this.#catalog === undefined
      ? database
      : `@${this.#catalog}#${database}`;
  }
}

function stringsOf(value: ThriftValue | undefined): string[] {
  if (!Array.isArray(value))
    throw new CatalogResponseError('The metastore answers without names');
  return value.map(name => {
    if (typeof name === 'string') return name;
    throw new CatalogResponseError(
      'The metastore answers with a name that is no text',
    );
  });
}
