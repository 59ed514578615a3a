import { CatalogResponseError } from '../errors';
import { CatalogHttpClient, errorOfResponse, jsonOf, textsOf } from '../http';
import { type ListingCount, listPages } from '../rest/listPages';
import type { UnityCatalogOptions } from './UnityCatalogOptions';

/** What Unity Catalog lets nobody exceed for tables; for catalogs and schemas it is more. */
const PAGE_SIZE = 50;
const API_PATH = '/api/2.1/unity-catalog';

/** A catalog or schema. */
export interface UnityContainer {
  name: string;
  comment?: string;
  location?: string;
  properties: Record<string, string>;
}

/** A table of its listing, or a view. */
export interface UnityTable {
  name: string;
  /** `MANAGED`, `EXTERNAL`, `VIEW` … */
  type: string;
  /** `DELTA`, `ICEBERG` …; empty where nothing is said. */
  format: string;
  location?: string;
}

/**
 * The requests of Unity Catalog's own API that are needed, all of them reading.
 * @see https://github.com/unitycatalog/unitycatalog/blob/main/api/all.yaml
 */
export class UnityRequests {
  readonly apiUrl: URL;
  readonly #client: CatalogHttpClient;

  /** @throws CatalogConfigurationError for an address that is no plain http or https URL. */
  constructor(options: UnityCatalogOptions) {
    this.apiUrl = new URL(options.url);
    this.apiUrl.pathname = [options.url.pathname, options.apiPath ?? API_PATH]
      .map(path => path.replace(/^\/+|\/+$/g, ''))
      .filter(path => path !== '')
      .join('/');
    this.#client = new CatalogHttpClient(options);
  }

  get secrets(): readonly string[] {
    return this.#client.secrets;
  }

  catalogs(signal?: AbortSignal): AsyncGenerator<UnityContainer[]> {
    return this.#pages('catalogs', {}, container, 'catalogs', signal);
  }

  schemas(
    catalog: string,
    signal?: AbortSignal,
    count?: ListingCount,
  ): AsyncGenerator<UnityContainer[]> {
    const query = { catalog_name: catalog };
    const what = `schemas of ${catalog}`;
    return this.#pages('schemas', query, container, what, signal, count);
  }

  tables(
    catalog: string,
    schema: string,
    signal?: AbortSignal,
    count?: ListingCount,
  ): AsyncGenerator<UnityTable[]> {
    const query = { catalog_name: catalog, schema_name: schema };
    const what = `tables of ${catalog}.${schema}`;
    return this.#pages('tables', query, table, what, signal, count);
  }

  /** Undefined when there is none of that name. */
  async table(
    catalog: string,
    schema: string,
    name: string,
    signal?: AbortSignal,
  ): Promise<UnityTable | undefined> {
    // Names have no dots; one that has would be another table.
    const parts = [catalog, schema, name];
    if (parts.some(part => part === '' || /[./]/.test(part))) return undefined;
    const response = await this.#client.request({
      url: this.#url(`tables/${encodeURIComponent(parts.join('.'))}`),
      signal,
    });
    if (response.status === 404) return undefined;
    if (response.status !== 200) throw errorOfResponse(response, this.secrets);
    return table(jsonOf(response), response.what);
  }

  /** The first catalog or, when one is configured, its first schema: whether we may ask at all. */
  async first(
    catalog: string | undefined,
    signal?: AbortSignal,
  ): Promise<UnityContainer | undefined> {
    const pages =
      catalog === undefined
        ? this.catalogs(signal)
        : this.schemas(catalog, signal);
    for await (const [found] of pages) return found;
    return undefined;
  }

  async close(): Promise<void> {
    await this.#client.close();
  }

  #pages<T extends { name: string }>(
    member: 'catalogs' | 'schemas' | 'tables',
    query: Record<string, string>,
    read: (value: unknown, what: string) => T,
    what: string,
    signal: AbortSignal | undefined,
    count?: ListingCount,
  ): AsyncGenerator<T[]> {
    return listPages(
      async token => {
        const url = this.#url(member);
        for (const [key, value] of Object.entries(query))
          url.searchParams.set(key, value);
        url.searchParams.set('max_results', String(PAGE_SIZE));
        if (token !== '') url.searchParams.set('page_token', token);
        const response = await this.#client.request({ url, signal });
        if (response.status !== 200)
          throw errorOfResponse(response, this.secrets);
        const json = jsonOf(response);
        // It leaves empty lists out: an error with status 200 would be one.
        if ((json.error_code ?? json.error ?? undefined) !== undefined)
          throw errorOfResponse(response, this.secrets);
        const items = json[member] ?? [];
        const next = json.next_page_token ?? undefined;
        if (
          !Array.isArray(items) ||
          (next !== undefined && typeof next !== 'string')
        )
          throw new CatalogResponseError(
            `${response.what} answered without a list of ${member}: is this the address of a Unity Catalog?`,
          );
        return {
          items: items.map(item => read(item, response.what)),
          next,
        };
      },
      ({ name }) => name,
      what,
      count,
    );
  }

  #url(path: string): URL {
    return new URL(`${this.apiUrl.href}/${path}`);
  }
}

function container(value: unknown, what: string): UnityContainer {
  const fields = fieldsOf(value, what);
  return {
    name: fields.name,
    properties: textsOf((value as { properties?: unknown }).properties),
    ...(fields.comment && { comment: fields.comment }),
    ...(fields.storage_location && { location: fields.storage_location }),
  };
}

function table(value: unknown, what: string): UnityTable {
  const fields = fieldsOf(value, what);
  return {
    name: fields.name,
    type: fields.table_type ?? '',
    format: fields.data_source_format ?? '',
    ...(fields.storage_location && { location: fields.storage_location }),
  };
}

function fieldsOf(
  value: unknown,
  what: string,
): { name: string } & Partial<Record<string, string>> {
  const fields = textsOf(value);
  if (!fields.name)
    throw new CatalogResponseError(
      `${what} answered with an entry that has no name`,
    );
  return fields as { name: string } & typeof fields;
}
