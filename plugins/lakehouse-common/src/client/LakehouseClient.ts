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
import { encodeQuery } from './encodeQuery';
import {
  LakehouseTransport,
  type LakehouseClientOptions,
} from './LakehouseTransport';
import { tablePath } from './tablePath';

/**
 * Calls the lakehouse back end over HTTP, from a browser or from Node.
 *
 * Every method throws a `ResponseError` when the back end answers with an error.
 * @public
 */
export class LakehouseClient implements LakehouseApi {
  readonly #transport: LakehouseTransport;

  constructor(options: LakehouseClientOptions) {
    this.#transport = new LakehouseTransport(options);
  }

  /** {@inheritDoc LakehouseApi.getOverview} */
  async getOverview(
    filter?: { lakehouse?: string },
    options?: RequestOptions,
  ): Promise<FleetOverview> {
    return this.#transport.get('/overview', { ...filter }, options);
  }

  /** {@inheritDoc LakehouseApi.listLakehouses} */
  async listLakehouses(
    options?: RequestOptions,
  ): Promise<{ items: LakehouseSummary[] }> {
    return this.#transport.get('/lakehouses', {}, options);
  }

  /** {@inheritDoc LakehouseApi.getLakehouse} */
  async getLakehouse(
    name: string,
    options?: RequestOptions,
  ): Promise<LakehouseDetail> {
    return this.#transport.get(
      `/lakehouses/${encodeURIComponent(name)}`,
      {},
      options,
    );
  }

  /** {@inheritDoc LakehouseApi.createLakehouse} */
  async createLakehouse(
    request: CreateLakehouseRequest,
    options?: RequestOptions,
  ): Promise<LakehouseDetail> {
    return this.#transport.post('/lakehouses', request, options);
  }

  /** {@inheritDoc LakehouseApi.removeLakehouse} */
  async removeLakehouse(name: string, options?: RequestOptions): Promise<void> {
    await this.#transport.ask(
      'DELETE',
      `/lakehouses/${encodeURIComponent(name)}`,
      undefined,
      options,
    );
  }

  /** {@inheritDoc LakehouseApi.scanLakehouse} */
  async scanLakehouse(
    name: string,
    options?: RequestOptions & ScanRequest,
  ): Promise<LakehouseSummary> {
    const query = encodeQuery({ acceptLoss: options?.acceptLoss });
    return this.#transport.post(
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
    return this.#transport.get(
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
    const response = await this.#transport.ask(
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
    return this.#transport.get('/tables', { ...query }, options);
  }

  /** {@inheritDoc LakehouseApi.getTable} */
  async getTable(
    table: TableRef,
    options?: RequestOptions,
  ): Promise<TableDetail> {
    return this.#transport.get(tablePath(table), {}, options);
  }

  /** {@inheritDoc LakehouseApi.getSnapshots} */
  async getSnapshots(
    table: TableRef,
    page?: { offset?: number; limit?: number },
    options?: RequestOptions,
  ): Promise<TableSnapshots> {
    return this.#transport.get(
      `${tablePath(table)}/snapshots`,
      { ...page },
      options,
    );
  }

  /** {@inheritDoc LakehouseApi.getCommits} */
  async getCommits(
    table: TableRef,
    page?: { limit?: number },
    options?: RequestOptions,
  ): Promise<TableCommits> {
    return this.#transport.get(
      `${tablePath(table)}/commits`,
      { ...page },
      options,
    );
  }

  /** {@inheritDoc LakehouseApi.compareSnapshots} */
  async compareSnapshots(
    table: TableRef,
    pair: { from: string; to: string },
    options?: RequestOptions,
  ): Promise<SnapshotComparison> {
    return this.#transport.get(
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
    return this.#transport.get(`${tablePath(table)}/health`, {}, options);
  }

  /** {@inheritDoc LakehouseApi.scanTable} */
  async scanTable(
    table: TableRef,
    options?: RequestOptions,
  ): Promise<TableHealthReport> {
    return this.#transport.post(`${tablePath(table)}/scan`, undefined, options);
  }

  /** {@inheritDoc LakehouseApi.queryTable} */
  async queryTable(
    table: TableRef,
    request: TableQueryRequest,
    options?: RequestOptions,
  ): Promise<TableQueryResult> {
    return this.#transport.post(`${tablePath(table)}/query`, request, options);
  }
}
