import {
  type Catalog,
  type CatalogCallOptions,
  type CatalogDescription,
  type CatalogListingOptions,
  type CatalogNamespace,
  type CatalogTable,
  type ConnectionCheck,
  type LoadedTable,
  namespaceLevels,
  namespaceName,
  type TableIdentifier,
} from '../catalog';
import { isCounted } from '../catalog/isCounted';
import { withinTime } from '../check/withinTime';
import { CatalogAccessDeniedError } from '../errors';
import {
  CatalogHttpClient,
  type CatalogResponse,
  errorOfResponse,
  textsOf,
} from '../http';
import { answerOf, errorTypeOf, identifiersOf } from './answers';
import { checkRestCatalog } from './checkRestCatalog';
import { describeRestCatalog } from './describeRestCatalog';
import { hasEndpoint } from './endpoints';
import type { IcebergRestCatalogOptions } from './IcebergRestCatalogOptions';
import { inOrder } from './inOrder';
import { type ListingCount, listPages, nothingListed } from './listPages';
import { NamespaceWalk, setPage } from './NamespaceWalk';
import { readRestConfig, type RestConfig } from './restConfig';
import { isAskable, namespaceSegment, pathSegment } from './restPath';
import { readLoadTableAnswer } from './readLoadTableAnswer';
import { parseTableVersion } from './tableVersion';

/** How a table is loaded from an Iceberg REST catalog. */
export interface LoadRestTableOptions extends CatalogCallOptions {
  knownVersion?: string;
  /**
   * `refs`: with the snapshots that branches and tags name only, where the catalog can; for a light reading, of which
   * no version is told. All when left out.
   */
  snapshots?: 'refs';
}

const DEFAULT_CONCURRENCY = 8;
const DEFAULT_MAX_METADATA_BYTES = 256 * 1024 * 1024;
/** So long an answer of `/v1/config` is taken for true. */
const CONFIG_MAX_AGE_MS = 600_000;
/** What a catalog answers that announces views and does not let us see them. */
const NO_VIEWS: ReadonlySet<number> = new Set([400, 403, 404, 405, 406, 501]);

/**
 * A catalog that speaks Iceberg REST: Polaris, Nessie, Lakekeeper, Unity Catalog, Gravitino, Glue and others. Reads only.
 *
 * It lists names; whether a table has changed only loading tells, with the ETag of the last time, which costs an answer
 * without a body where the catalog knows ETags.
 *
 * @see https://github.com/apache/iceberg/blob/main/open-api/rest-catalog-open-api.yaml
 */
export class IcebergRestCatalog implements Catalog {
  readonly #options: IcebergRestCatalogOptions;
  readonly #client: CatalogHttpClient;
  readonly #walk: NamespaceWalk;
  readonly #concurrency: number;
  #config: { answer: Promise<RestConfig>; atMs: number } | undefined;
  /** `snapshots=refs` was refused once: never asked for again. */
  #refusesRefs = false;
  #givesEtags: boolean | undefined;

  /** @throws CatalogConfigurationError for an address that is no plain http or https URL. */
  constructor(options: IcebergRestCatalogOptions) {
    this.#options = options;
    this.#client = new CatalogHttpClient(options);
    this.#concurrency = options.concurrency ?? DEFAULT_CONCURRENCY;
    this.#walk = new NamespaceWalk(this.#client, {
      concurrency: this.#concurrency,
      pageSize: options.pageSize,
    });
  }

  /** {@inheritDoc Catalog.listNamespaces} */
  async listNamespaces(
    options: CatalogListingOptions = {},
  ): Promise<CatalogNamespace[]> {
    const config = await this.config(options);
    const all = await this.#namespaces(config, options);
    const found: CatalogNamespace[] = [];
    const loaded = inOrder(
      all,
      this.#concurrency,
      (levels, signal) => this.#namespace(config, levels, signal),
      options.signal,
    );
    for await (const namespace of loaded) if (namespace) found.push(namespace);
    return found;
  }

  /** {@inheritDoc Catalog.listTables} */
  async *listTables(
    options: CatalogListingOptions = {},
  ): AsyncGenerator<CatalogTable[]> {
    const config = await this.config(options);
    const all = await this.#namespaces(config, options);
    yield* this.#contentsOf(config, all, options);
  }

  /**
   * The tables of namespaces that are known already, and of none inside of them; a namespace that is not there has none.
   *
   * @param namespaces - As `namespaceName` writes them.
   */
  async *listTablesIn(
    namespaces: string[],
    options: CatalogListingOptions = {},
  ): AsyncGenerator<CatalogTable[]> {
    const config = await this.config(options);
    yield* this.#contentsOf(config, namespaces.map(namespaceLevels), options);
  }

  async *#contentsOf(
    config: RestConfig,
    all: string[][],
    options: CatalogListingOptions,
  ): AsyncGenerator<CatalogTable[]> {
    let refused = 0;
    const count = nothingListed();
    const pages = inOrder(
      all,
      this.#concurrency,
      async (levels, signal) => {
        try {
          return await this.#contents(config, levels, count, signal);
        } catch (error) {
          refused += 1;
          if (
            !options.onRefused ||
            !(error instanceof CatalogAccessDeniedError) ||
            refused === all.length
          )
            throw error;
          options.onRefused({
            namespace: namespaceName(levels),
            message: error.message,
          });
          return [];
        }
      },
      options.signal,
    );
    for await (const namespace of pages) yield* namespace;
  }

  /** {@inheritDoc Catalog.findTable} */
  async findTable(
    table: TableIdentifier,
    options: CatalogCallOptions = {},
  ): Promise<CatalogTable | undefined> {
    if (!isAskable(table.name)) return undefined;
    const config = await this.config(options);
    const canAsk = hasEndpoint(config, 'tableExists');
    const response = await this.#client.request({
      url: this.#tableUrl(config, table),
      method: canAsk ? 'HEAD' : 'GET',
      maxBytes: this.#maxMetadataBytes,
      signal: options.signal,
    });
    const { namespace, name } = table;
    if (response.status === 200 || response.status === 204)
      return { namespace, name };
    if (response.status === 404) {
      // An answer to HEAD has no body that would say what it is that is not there.
      if (!canAsk) this.#requireAbsent(response);
      return undefined;
    }
    throw errorOfResponse(response, this.#client.secrets);
  }

  /** {@inheritDoc Catalog.loadTable} */
  async loadTable(
    table: CatalogTable,
    options: LoadRestTableOptions = {},
  ): Promise<LoadedTable | 'unchanged' | undefined> {
    if (table.kind === 'view') return undefined;
    const { signal, knownVersion } = options;
    const config = await this.config(options);
    const isLight = options.snapshots === 'refs' && !this.#refusesRefs;
    const known =
      knownVersion === undefined ? undefined : parseTableVersion(knownVersion);
    const etag =
      isLight || (known && isCounted(known.metadataLocation))
        ? undefined
        : known?.etag;
    const url = this.#tableUrl(config, table);
    if (isLight) url.searchParams.set('snapshots', 'refs');
    const response = await this.#client.request({
      url,
      headers: {
        ...(etag !== undefined && { 'if-none-match': etag }),
        ...(this.#options.vendedCredentials && {
          'x-iceberg-access-delegation': 'vended-credentials',
        }),
      },
      maxBytes: this.#maxMetadataBytes,
      signal,
    });
    if (response.status === 304 && etag !== undefined) return 'unchanged';
    // The reference server of Iceberg 1.11 can't do it, and says that the request is bad.
    if (isLight && response.status === 400) {
      this.#refusesRefs = true;
      return this.loadTable(table, { ...options, snapshots: undefined });
    }
    if (response.status === 404) {
      this.#requireAbsent(response);
      return undefined;
    }
    if (response.status !== 200)
      throw errorOfResponse(response, this.#client.secrets);
    const { loaded, givesEtags } = readLoadTableAnswer(response, {
      known: isLight ? undefined : known,
      isLight,
    });
    this.#givesEtags = givesEtags;
    return loaded;
  }

  /** {@inheritDoc Catalog.describe} */
  async describe(
    options: CatalogCallOptions = {},
  ): Promise<CatalogDescription> {
    return describeRestCatalog(await this.config(options), {
      vendedCredentials: this.#options.vendedCredentials ?? false,
      nests: this.#walk.nests,
      leftOut: this.#walk.leftOut,
      givesEtags: this.#givesEtags,
    });
  }

  /** {@inheritDoc Catalog.check} */
  async *check(
    options: CatalogCallOptions = {},
  ): AsyncGenerator<ConnectionCheck> {
    yield* checkRestCatalog(this, this.#options, options.signal);
  }

  /** {@inheritDoc Catalog.close} */
  async close(): Promise<void> {
    await this.#client.close();
  }

  /**
   * What the catalog says of itself, at most ten minutes old.
   *
   * @param options - `fresh`: asked anew.
   */
  async config(
    options: CatalogCallOptions & { fresh?: boolean } = {},
  ): Promise<RestConfig> {
    const { url, warehouse, prefix } = this.#options;
    const now = Date.now();
    let asked = this.#config;
    if (!asked || options.fresh || now - asked.atMs > CONFIG_MAX_AGE_MS) {
      // Not with the signal of whoever asks first: others wait for the same.
      const answer = readRestConfig(this.#client, { url, warehouse, prefix });
      const entry = { answer, atMs: now };
      answer.catch(() => {
        if (this.#config === entry) this.#config = undefined;
      });
      asked = entry;
      this.#config = entry;
    }
    return withinTime(asked.answer, undefined, options.signal);
  }

  /** How many namespaces are on the first page of the outermost ones: whether we may list at all. */
  async countFirstNamespaces(
    options: CatalogCallOptions = {},
  ): Promise<number> {
    return this.#walk.countFirst(await this.config(options), options.signal);
  }

  get #maxMetadataBytes(): number {
    return this.#options.maxMetadataBytes ?? DEFAULT_MAX_METADATA_BYTES;
  }

  async #namespaces(
    config: RestConfig,
    { signal, onRefused }: CatalogListingOptions,
  ): Promise<string[][]> {
    const wanted = this.#options.namespaces?.map(namespaceLevels);
    const isWanted = (levels: string[]) =>
      wanted === undefined ||
      wanted.some(root =>
        root.every((level, index) => level === levels[index]),
      );
    const all = await this.#walk.all(
      config,
      signal,
      onRefused &&
        ((levels, error) => {
          if (isWanted(levels))
            onRefused({
              namespace: namespaceName(levels),
              message: error.message,
            });
        }),
    );
    return all.filter(isWanted);
  }

  /** A namespace with its properties; undefined when it has gone meanwhile. */
  async #namespace(
    config: RestConfig,
    levels: string[],
    signal: AbortSignal,
  ): Promise<CatalogNamespace | undefined> {
    const namespace = namespaceName(levels);
    if (!hasEndpoint(config, 'loadNamespace'))
      return { namespace, properties: {} };
    const segment = namespaceSegment(levels, config.separator);
    const response = await this.#client.request({
      url: new URL(`namespaces/${segment}`, config.base),
      signal,
    });
    if (response.status === 200) {
      const { properties } = answerOf(response, this.#client.secrets);
      return { namespace, properties: textsOf(properties) };
    }
    if (response.status === 404) return undefined;
    // Whoever may list a namespace may not always see its properties, and can do without.
    if (response.status === 403) return { namespace, properties: {} };
    throw errorOfResponse(response, this.#client.secrets);
  }

  /** The tables and views of a namespace, by pages. */
  async #contents(
    config: RestConfig,
    levels: string[],
    count: ListingCount,
    signal: AbortSignal,
  ): Promise<CatalogTable[][]> {
    const list = (what: 'tables' | 'views') =>
      this.#list(config, levels, what, count, signal);
    const pages = await list('tables');
    if (!hasEndpoint(config, 'listViews')) return pages;
    return [...pages, ...(await list('views'))];
  }

  async #list(
    config: RestConfig,
    levels: string[],
    what: 'tables' | 'views',
    count: ListingCount,
    signal: AbortSignal,
  ): Promise<CatalogTable[][]> {
    const segment = namespaceSegment(levels, config.separator);
    const pages = listPages(
      async token => {
        const url = new URL(`namespaces/${segment}/${what}`, config.base);
        setPage(url, config, token, this.#options.pageSize);
        const response = await this.#client.request({ url, signal });
        if (response.status === 200)
          return identifiersOf(response, this.#client.secrets);
        // The namespace has gone meanwhile.
        if (response.status === 404 && errorTypeOf(response) !== undefined)
          return { items: [] };
        if (what === 'views' && NO_VIEWS.has(response.status))
          return { items: [] };
        throw errorOfResponse(response, this.#client.secrets);
      },
      item => JSON.stringify([item.levels, item.name]),
      `${what} in ${namespaceName(levels)}`,
      count,
    );
    const namespace = namespaceName(levels);
    const found: CatalogTable[][] = [];
    for await (const page of pages)
      found.push(
        page.map(({ name }) => ({
          ...{ namespace, name },
          ...(what === 'views' && { kind: 'view' as const }),
          ...(!isAskable(name) && {
            unreadable: 'No path of a URL can hold this name',
          }),
        })),
      );
    return found;
  }

  #tableUrl(config: RestConfig, table: TableIdentifier): URL {
    const segment = namespaceSegment(
      namespaceLevels(table.namespace),
      config.separator,
    );
    return new URL(
      `namespaces/${segment}/tables/${pathSegment(table.name)}`,
      config.base,
    );
  }

  /** A 404 that is none of the table: its metadata file is gone, or there is no catalog at this address. */
  #requireAbsent(response: CatalogResponse): void {
    const type = errorTypeOf(response);
    if (type === undefined || type === 'NotFoundException')
      throw errorOfResponse(response, this.#client.secrets);
  }
}
