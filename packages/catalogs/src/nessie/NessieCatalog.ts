import {
  type Catalog,
  type CatalogCallOptions,
  type CatalogDescription,
  type CatalogNamespace,
  type CatalogTable,
  type ConnectionCheck,
  type LoadedTable,
  namespaceLevels,
  namespaceName,
  type TableHistory,
  type TableIdentifier,
} from '../catalog';
import { checkHttpCatalog } from '../check';
import { CatalogHttpClient } from '../http';
import { IcebergRestCatalog } from '../rest';
import { pathSegment } from '../rest/restPath';
import { describeNessie } from './describeNessie';
import { isSame, NessieApi, type NessieConfig } from './NessieApi';
import type { NessieCatalogOptions } from './NessieCatalogOptions';
import { readNessieHistory } from './readNessieHistory';
import { tableOfEntry } from './tableOfEntry';

const DEFAULT_LIMIT = 50;

/**
 * Nessie by its own API: one paged listing tells the metadata location of every table, and the commit log what happened
 * to each. The metadata itself has one snapshot: history is in the commits. Reads only.
 */
export class NessieCatalog implements Catalog {
  readonly #options: NessieCatalogOptions;
  readonly #base: URL;
  readonly #client: CatalogHttpClient;
  readonly #api: NessieApi;
  #rest: Promise<IcebergRestCatalog> | undefined;
  #config: NessieConfig | undefined;

  /** Absent when metadata is read from the store. */
  readonly loadTable?: Catalog['loadTable'];

  /** @throws CatalogConfigurationError for an address that is no plain http or https URL. */
  constructor(options: NessieCatalogOptions) {
    this.#options = options;
    this.#base = serverOf(options.url);
    this.#client = new CatalogHttpClient({ ...options, url: this.#base });
    this.#api = new NessieApi(this.#client, this.#base);
    if (options.metadata !== 'store')
      this.loadTable = (table, call) => this.#load(table, call);
  }

  /** {@inheritDoc Catalog.listNamespaces} */
  async listNamespaces({ signal }: CatalogCallOptions = {}): Promise<
    CatalogNamespace[]
  > {
    const reference = await this.reference({ signal });
    const found = new Map<string, CatalogNamespace>();
    for await (const page of this.#api.entries(reference, signal))
      for (const { elements, content } of page) {
        const isNamespace = content.type === 'NAMESPACE';
        const levels = isNamespace ? elements : elements.slice(0, -1);
        if (levels.length === 0 || !this.#isWanted(levels)) continue;
        const namespace = namespaceName(levels);
        const { properties } = content;
        if (isNamespace) found.set(namespace, { namespace, properties });
        // Old versions let tables be in namespaces that nobody has made.
        else if (!found.has(namespace))
          found.set(namespace, { namespace, properties: {} });
      }
    return [...found.values()];
  }

  /** {@inheritDoc Catalog.listTables} */
  async *listTables({ signal }: CatalogCallOptions = {}): AsyncGenerator<
    CatalogTable[]
  > {
    const reference = await this.reference({ signal });
    for await (const page of this.#api.entries(reference, signal)) {
      const tables = page.flatMap(entry =>
        this.#isWanted(entry.elements.slice(0, -1))
          ? tableOfEntry(entry) ?? []
          : [],
      );
      if (tables.length > 0) yield tables;
    }
  }

  /** {@inheritDoc Catalog.findTable} */
  async findTable(
    table: TableIdentifier,
    { signal }: CatalogCallOptions = {},
  ): Promise<CatalogTable | undefined> {
    const reference = await this.reference({ signal });
    const entry = await this.#api.entry(reference, keyOf(table), signal);
    return entry && tableOfEntry(entry);
  }

  /** {@inheritDoc Catalog.readHistory} */
  async readHistory(
    table: TableIdentifier,
    options: CatalogCallOptions & { limit?: number } = {},
  ): Promise<TableHistory> {
    const { signal, limit = DEFAULT_LIMIT } = options;
    const reference = await this.reference({ signal });
    const [references, log] = await Promise.all([
      this.#api.references(signal),
      readNessieHistory(this.#api, {
        reference,
        elements: keyOf(table),
        limit,
        signal,
      }),
    ]);
    return { reference, references, ...log };
  }

  /** {@inheritDoc Catalog.describe} */
  async describe({
    signal,
  }: CatalogCallOptions = {}): Promise<CatalogDescription> {
    const config = await this.#readConfig(signal);
    return describeNessie(config, {
      reference: this.#options.reference ?? config.defaultBranch,
      readsStore: this.loadTable === undefined,
      vendedCredentials: this.#options.vendedCredentials ?? false,
    });
  }

  /** {@inheritDoc Catalog.check} */
  async *check({
    signal,
  }: CatalogCallOptions = {}): AsyncGenerator<ConnectionCheck> {
    const { ca, authenticator } = this.#options;
    yield* checkHttpCatalog(
      {
        url: this.#base,
        ca,
        hasCredentials: authenticator !== undefined,
        authenticate: async stop => {
          this.#config = undefined;
          await this.#readConfig(stop);
        },
        authorise: async stop => {
          const reference = await this.reference({ signal: stop });
          await this.#api.countFirstEntries(reference, stop);
          return `It lets us list what is on ${reference}`;
        },
        listTables: call => this.listTables(call),
        readMetadata: (table, stop) => this.#readForCheck(table, stop),
      },
      signal,
    );
  }

  /** {@inheritDoc Catalog.close} */
  async close(): Promise<void> {
    await this.#client.close();
    await (await this.#rest?.catch(() => undefined))?.close();
  }

  /** Address of the server. */
  get url(): URL {
    return new URL(this.#base);
  }

  /** Name of the branch or tag that is read, as far as it is known without asking the server. */
  get knownReference(): string | undefined {
    return this.#options.reference ?? this.#config?.defaultBranch;
  }

  /** Name of the branch or tag that is read. */
  async reference({ signal }: CatalogCallOptions = {}): Promise<string> {
    return (
      this.#options.reference ?? (await this.#readConfig(signal)).defaultBranch
    );
  }

  async #readConfig(signal?: AbortSignal): Promise<NessieConfig> {
    this.#config ??= await this.#api.config(signal);
    return this.#config;
  }

  #isWanted(levels: readonly string[]): boolean {
    const wanted = this.#options.namespaces?.map(namespaceLevels);
    return (
      wanted === undefined ||
      wanted.some(root => isSame(root, levels.slice(0, root.length)))
    );
  }

  /** By the Iceberg REST face of the same reference. */
  async #load(
    table: CatalogTable,
    options: CatalogCallOptions & { knownVersion?: string } = {},
  ): Promise<LoadedTable | 'unchanged' | undefined> {
    const { signal, knownVersion } = options;
    const found = await this.findTable(table, { signal });
    if (found?.metadataLocation === undefined || found.kind === 'view')
      return undefined;
    if (found.metadataLocation === knownVersion) return 'unchanged';
    const rest = await this.#restFace(signal);
    const loaded = await rest.loadTable(table, { signal });
    if (loaded === undefined || loaded === 'unchanged') return undefined;
    // The version that the listing tells, too: the metadata location. Should a commit come in between, the next
    // listing has another one, and the table is read again.
    return { ...loaded, version: found.metadataLocation };
  }

  async #restFace(signal?: AbortSignal): Promise<IcebergRestCatalog> {
    this.#rest ??= this.reference({ signal })
      .then(reference => {
        const face = new URL(`iceberg/${pathSegment(reference)}`, this.#base);
        return new IcebergRestCatalog({ ...this.#options, url: face });
      })
      .catch(error => {
        this.#rest = undefined;
        throw error;
      });
    return this.#rest;
  }

  async #readForCheck(
    table: CatalogTable,
    signal?: AbortSignal,
  ): Promise<string | undefined> {
    const name = `${table.namespace}.${table.name}`;
    if (this.loadTable === undefined)
      return `The metadata of ${name} is at ${table.metadataLocation}, to be read from the store`;
    const loaded = await this.loadTable(table, { signal });
    if (loaded === undefined || loaded === 'unchanged') return undefined;
    return `Read the metadata of ${name}: format version ${loaded.metadata.formatVersion}`;
  }
}

function keyOf({ namespace, name }: TableIdentifier): string[] {
  return [...namespaceLevels(namespace), name];
}

/** People copy the address of one of its APIs. */
function serverOf(url: URL): URL {
  const base = new URL(url);
  base.pathname = base.pathname.replace(
    /\/*(?:\/api(?:\/v[12])?|\/iceberg)?\/*$/,
    '/',
  );
  return base;
}
