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
  type TableIdentifier,
} from '../catalog';
import { CatalogConfigurationError } from '../errors';
import { inOrder } from '../rest/inOrder';
import { type ListingCount, nothingListed } from '../rest/listPages';
import { checkUnity } from './checkUnity';
import { describeUnity } from './describeUnity';
import { IcebergFace, type Readable } from './IcebergFace';
import type { UnityCatalogOptions } from './UnityCatalogOptions';
import { UnityRequests, type UnityTable } from './UnityRequests';
import { unityTable } from './unityTable';

const DEFAULT_CONCURRENCY = 8;

interface Schema {
  catalog: string;
  schema: string;
}

/**
 * Unity Catalog: what there is its own API tells, of every format; what can be read its Iceberg REST face hands over.
 */
export class UnityCatalog implements Catalog {
  readonly #options: UnityCatalogOptions;
  readonly #requests: UnityRequests;
  readonly #faces = new Map<string, IcebergFace>();
  readonly #icebergUrl: URL | undefined;

  /** @throws CatalogConfigurationError for an address that is no plain http or https URL. */
  constructor(options: UnityCatalogOptions) {
    this.#options = options;
    this.#requests = new UnityRequests(options);
    this.#icebergUrl = icebergUrl(options, this.#requests.apiUrl);
  }

  async listNamespaces(
    options: CatalogCallOptions = {},
  ): Promise<CatalogNamespace[]> {
    const { signal } = options;
    const namespaces: CatalogNamespace[] = [];
    const count = nothingListed();
    for await (const catalog of this.#catalogs(signal)) {
      const pages = this.#requests.schemas(catalog, signal, count);
      for await (const page of pages) {
        for (const { name, comment, location, properties } of page)
          namespaces.push({
            namespace: this.#namespaceOf({ catalog, schema: name }),
            properties: {
              ...properties,
              ...(comment && { comment }),
              ...(location && { location }),
            },
          });
      }
    }
    return namespaces;
  }

  async *listTables(
    options: CatalogCallOptions = {},
  ): AsyncGenerator<CatalogTable[]> {
    const { signal } = options;
    const schemas: Schema[] = [];
    const count = nothingListed();
    for await (const catalog of this.#catalogs(signal)) {
      const pages = this.#requests.schemas(catalog, signal, count);
      for await (const page of pages)
        for (const { name } of page) schemas.push({ catalog, schema: name });
    }
    const tables = nothingListed();
    yield* inOrder(
      schemas,
      this.#options.concurrency ?? DEFAULT_CONCURRENCY,
      (schema, ownSignal) => this.#tablesOf(schema, tables, ownSignal),
      signal,
    );
  }

  async findTable(
    { namespace, name }: TableIdentifier,
    { signal }: CatalogCallOptions = {},
  ): Promise<CatalogTable | undefined> {
    const place = this.#schemaOf(namespace);
    const found =
      place &&
      (await this.#requests.table(place.catalog, place.schema, name, signal));
    // It may take names in any case, and has them in lower case.
    if (!place || found?.name !== name) return undefined;
    const { catalog, schema } = place;
    const readable = await this.#face(catalog)?.find(schema, name, signal);
    return unityTable({ namespace, schema }, found, readable ?? NO_FACE);
  }

  async loadTable(
    table: CatalogTable,
    options: CatalogCallOptions & { knownVersion?: string } = {},
  ): Promise<LoadedTable | 'unchanged' | undefined> {
    const place = this.#schemaOf(table.namespace);
    return (
      place &&
      this.#face(place.catalog)?.load(place.schema, table.name, options)
    );
  }

  async describe(): Promise<CatalogDescription> {
    return describeUnity(this.#options);
  }

  check(options: CatalogCallOptions = {}): AsyncIterable<ConnectionCheck> {
    return checkUnity(
      { catalog: this, requests: this.#requests, options: this.#options },
      options.signal,
    );
  }

  async close(): Promise<void> {
    await this.#requests.close();
    for (const face of this.#faces.values()) await face.close();
  }

  /** The Iceberg face is asked about schemas that have tables only. */
  async #tablesOf(
    place: Schema,
    count: ListingCount,
    signal: AbortSignal,
  ): Promise<CatalogTable[]> {
    const { catalog, schema } = place;
    const tables: UnityTable[] = [];
    const pages = this.#requests.tables(catalog, schema, signal, count);
    // One by one: a page may have more entries than a call may have arguments.
    for await (const page of pages)
      for (const table of page) tables.push(table);
    if (tables.length === 0) return [];
    const readable = await this.#face(catalog)?.readable(schema, signal);
    const namespace = this.#namespaceOf(place);
    return tables.map(table =>
      unityTable({ namespace, schema }, table, readable ?? NO_FACE),
    );
  }

  async *#catalogs(signal: AbortSignal | undefined): AsyncGenerator<string> {
    const { catalog } = this.#options;
    if (catalog !== undefined) {
      yield catalog;
      return;
    }
    for await (const page of this.#requests.catalogs(signal))
      for (const { name } of page) yield name;
  }

  #namespaceOf({ catalog, schema }: Schema): string {
    return namespaceName(
      this.#options.catalog === undefined ? [catalog, schema] : [schema],
    );
  }

  #schemaOf(namespace: string): Schema | undefined {
    const levels = namespaceLevels(namespace);
    const { catalog } = this.#options;
    if (catalog !== undefined)
      return levels.length === 1 ? { catalog, schema: levels[0] } : undefined;
    return levels.length === 2
      ? { catalog: levels[0], schema: levels[1] }
      : undefined;
  }

  #face(catalog: string): IcebergFace | undefined {
    if (!this.#icebergUrl) return undefined;
    let face = this.#faces.get(catalog);
    if (!face) {
      face = new IcebergFace(catalog, this.#icebergUrl, this.#options);
      this.#faces.set(catalog, face);
    }
    return face;
  }
}

const NO_FACE: Readable = {
  why: 'the Iceberg face of this Unity Catalog is not used (icebergPath is false)',
};

function icebergUrl(
  { icebergPath, url }: UnityCatalogOptions,
  apiUrl: URL,
): URL | undefined {
  if (icebergPath === false) return undefined;
  if (icebergPath === undefined) return new URL(`${apiUrl.href}/iceberg`);
  if (/^\/(?!\/)[^?#\\]*$/.test(icebergPath)) return new URL(icebergPath, url);
  throw new CatalogConfigurationError(
    'icebergPath has to be a path like /api/2.1/unity-catalog/iceberg-rest',
  );
}
