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
import { checkGlue } from './checkGlue';
import { describeGlue } from './describeGlue';
import type { GlueOptions } from './GlueOptions';
import { GlueRequests } from './GlueRequests';
import { glueTable } from './glueTable';

/** Databases whose tables are listed at once. More would only be throttled. */
const CONCURRENCY = 4;

/** The AWS Glue Data Catalog: the metadata locations of 100 tables with each request. */
export class GlueCatalog implements Catalog {
  readonly #requests: GlueRequests;

  /** @throws CatalogConfigurationError */
  constructor(options: GlueOptions) {
    this.#requests = new GlueRequests(options);
  }

  async listNamespaces(
    options: CatalogCallOptions = {},
  ): Promise<CatalogNamespace[]> {
    const namespaces: CatalogNamespace[] = [];
    for await (const page of this.#requests.databases(options.signal)) {
      for (const database of page)
        namespaces.push({
          namespace: namespaceName([database.Name]),
          properties: {
            ...database.Parameters,
            ...(database.Description && { comment: database.Description }),
            ...(database.LocationUri && { location: database.LocationUri }),
          },
        });
    }
    return namespaces;
  }

  async *listTables(
    options: CatalogCallOptions = {},
  ): AsyncGenerator<CatalogTable[]> {
    const { signal } = options;
    for await (const page of this.#requests.databases(signal)) {
      for (let start = 0; start < page.length; start += CONCURRENCY) {
        const listings = page
          .slice(start, start + CONCURRENCY)
          .map(({ Name }) => this.#tablesOf(Name, signal));
        for (const pages of await Promise.all(listings)) yield* pages;
      }
    }
  }

  async findTable(
    { namespace, name }: TableIdentifier,
    options: CatalogCallOptions = {},
  ): Promise<CatalogTable | undefined> {
    const [database, ...more] = namespaceLevels(namespace);
    if (more.length > 0 || database === '' || name === '') return undefined;
    const table = await this.#requests.table(database, name, options.signal);
    // Glue takes names in any case, and has them in lower case.
    return table?.Name === name ? glueTable(database, table) : undefined;
  }

  async describe(): Promise<CatalogDescription> {
    return describeGlue();
  }

  check(options: CatalogCallOptions = {}): AsyncIterable<ConnectionCheck> {
    return checkGlue(this.#requests, options.signal);
  }

  async close(): Promise<void> {
    this.#requests.close();
  }

  async #tablesOf(
    database: string,
    signal: AbortSignal | undefined,
  ): Promise<CatalogTable[][]> {
    const pages: CatalogTable[][] = [];
    for await (const page of this.#requests.tables(database, signal))
      pages.push(page.map(table => glueTable(database, table)));
    return pages;
  }
}
