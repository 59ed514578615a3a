import { ResponseError } from '@backstage/errors';
import type {
  CreateLakehouseRequest,
  FleetOverview,
  LakehouseApi,
  LakehouseDetail,
  LakehouseSources,
  LakehouseSummary,
  RequestOptions,
  ScanRequest,
  SnapshotComparison,
  SourceCheckEvent,
  TableCommits,
  TableDetail,
  TableHealthReport,
  TableQueryRequest,
  TableQueryResult,
  TableRef,
  TableSnapshots,
  TablesPage,
  TablesQuery,
} from '../api';
import { readEventLines } from './readEventLines';
import { encodeQuery, type QueryValue } from './encodeQuery';
import { tablePath } from './tablePath';

/**
 * What {@link LakehouseClient} needs of its surroundings; the `discoveryApi` and `fetchApi`
 * of a browser fit, and so do the back end's `discovery` service and `globalThis.fetch`.
 * @public
 */
export interface LakehouseClientOptions {
  discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
  fetchApi?: { fetch: typeof fetch };
}

/**
 * Calls the lakehouse back end over HTTP, from a browser or from Node.
 *
 * Every method throws a `ResponseError` when the back end answers with an error.
 * @public
 */
export class LakehouseClient implements LakehouseApi {
  readonly #discoveryApi: LakehouseClientOptions['discoveryApi'];
  readonly #fetch: typeof fetch;

  constructor(options: LakehouseClientOptions) {
    this.#discoveryApi = options.discoveryApi;
    const fetchApi = options.fetchApi;
    // Called through its owner: a browser's fetch refuses another `this`.
    this.#fetch = fetchApi
      ? (input, init) => fetchApi.fetch(input, init)
      : (input, init) => globalThis.fetch(input, init);
  }

  /** {@inheritDoc LakehouseApi.getOverview} */
  async getOverview(
    filter?: { lakehouse?: string },
    options?: RequestOptions,
  ): Promise<FleetOverview> {
    return this.#get('/overview', { ...filter }, options);
  }

  /** {@inheritDoc LakehouseApi.listLakehouses} */
  async listLakehouses(
    options?: RequestOptions,
  ): Promise<{ items: LakehouseSummary[] }> {
    return this.#get('/lakehouses', {}, options);
  }

  /** {@inheritDoc LakehouseApi.getLakehouse} */
  async getLakehouse(
    name: string,
    options?: RequestOptions,
  ): Promise<LakehouseDetail> {
    return this.#get(`/lakehouses/${encodeURIComponent(name)}`, {}, options);
  }

  /** {@inheritDoc LakehouseApi.createLakehouse} */
  async createLakehouse(
    request: CreateLakehouseRequest,
    options?: RequestOptions,
  ): Promise<LakehouseDetail> {
    return this.#post('/lakehouses', request, options);
  }

  /** {@inheritDoc LakehouseApi.scanLakehouse} */
  async scanLakehouse(
    name: string,
    options?: RequestOptions & ScanRequest,
  ): Promise<LakehouseSummary> {
    const query = encodeQuery({ acceptLoss: options?.acceptLoss });
    return this.#post(
      `/lakehouses/${encodeURIComponent(name)}/scan${query}`,
      undefined,
      options,
    );
  }

  /** {@inheritDoc LakehouseApi.getSources} */
  async getSources(
    lakehouse: string,
    options?: RequestOptions,
  ): Promise<LakehouseSources> {
    return this.#get(
      `/lakehouses/${encodeURIComponent(lakehouse)}/sources`,
      {},
      options,
    );
  }

  /** {@inheritDoc LakehouseApi.checkSource} */
  async *checkSource(
    lakehouse: string,
    source: string,
    options?: RequestOptions,
  ): AsyncGenerator<SourceCheckEvent> {
    const response = await this.#ask(
      'POST',
      `/lakehouses/${encodeURIComponent(
        lakehouse,
      )}/sources/${encodeURIComponent(source)}/check`,
      undefined,
      options,
    );
    for await (const event of readEventLines<SourceCheckEvent>(response)) {
      yield event;
      if (event.type === 'end') {
        return;
      }
    }
    throw new Error('The connection ended before the test did');
  }

  /** {@inheritDoc LakehouseApi.listTables} */
  async listTables(
    query?: TablesQuery,
    options?: RequestOptions,
  ): Promise<TablesPage> {
    return this.#get('/tables', { ...query }, options);
  }

  /** {@inheritDoc LakehouseApi.getTable} */
  async getTable(
    table: TableRef,
    options?: RequestOptions,
  ): Promise<TableDetail> {
    return this.#get(tablePath(table), {}, options);
  }

  /** {@inheritDoc LakehouseApi.getSnapshots} */
  async getSnapshots(
    table: TableRef,
    page?: { offset?: number; limit?: number },
    options?: RequestOptions,
  ): Promise<TableSnapshots> {
    return this.#get(`${tablePath(table)}/snapshots`, { ...page }, options);
  }

  /** {@inheritDoc LakehouseApi.getCommits} */
  async getCommits(
    table: TableRef,
    page?: { limit?: number },
    options?: RequestOptions,
  ): Promise<TableCommits> {
    return this.#get(`${tablePath(table)}/commits`, { ...page }, options);
  }

  /** {@inheritDoc LakehouseApi.compareSnapshots} */
  async compareSnapshots(
    table: TableRef,
    pair: { from: string; to: string },
    options?: RequestOptions,
  ): Promise<SnapshotComparison> {
    return this.#get(
      `${tablePath(table)}/snapshots/compare`,
      { ...pair },
      options,
    );
  }

  /** {@inheritDoc LakehouseApi.getHealth} */
  async getHealth(
    table: TableRef,
    options?: RequestOptions,
  ): Promise<TableHealthReport> {
    return this.#get(`${tablePath(table)}/health`, {}, options);
  }

  /** {@inheritDoc LakehouseApi.scanTable} */
  async scanTable(
    table: TableRef,
    options?: RequestOptions,
  ): Promise<TableHealthReport> {
    return this.#post(`${tablePath(table)}/scan`, undefined, options);
  }

  /** {@inheritDoc LakehouseApi.queryTable} */
  async queryTable(
    table: TableRef,
    request: TableQueryRequest,
    options?: RequestOptions,
  ): Promise<TableQueryResult> {
    return this.#post(`${tablePath(table)}/query`, request, options);
  }

  async #get<T>(
    path: string,
    query: Record<string, QueryValue>,
    options?: RequestOptions,
  ): Promise<T> {
    return this.#send(
      'GET',
      `${path}${encodeQuery(query)}`,
      undefined,
      options,
    );
  }

  async #post<T>(
    path: string,
    body: unknown,
    options?: RequestOptions,
  ): Promise<T> {
    return this.#send('POST', path, body, options);
  }

  async #send<T>(
    method: string,
    path: string,
    body: unknown,
    options?: RequestOptions,
  ): Promise<T> {
    const response = await this.#ask(method, path, body, options);
    return (await response.json()) as T;
  }

  async #ask(
    method: string,
    path: string,
    body: unknown,
    options?: RequestOptions,
  ): Promise<Response> {
    const baseUrl = await this.#discoveryApi.getBaseUrl('lakehouse');
    const headers: Record<string, string> = {};
    if (body !== undefined) {
      headers['Content-Type'] = 'application/json';
    }
    if (options?.token) {
      headers.Authorization = `Bearer ${options.token}`;
    }
    const response = await this.#fetch(`${baseUrl}${path}`, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: options?.signal,
    });
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return response;
  }
}
