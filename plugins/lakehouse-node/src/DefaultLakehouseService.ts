import type {
  AuthService,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import {
  LakehouseClient,
  type CreateLakehouseRequest,
  type LakehouseApi,
  type RequestOptions,
  type ScanRequest,
  type TableQueryRequest,
  type TableRef,
  type TablesQuery,
} from '@lakehouse-portal/plugin-lakehouse-common';
import type {
  LakehouseService,
  LakehouseServiceOptions,
} from './LakehouseService';

/**
 * Calls the lakehouse back end over HTTP, on behalf of the given credentials.
 * @public
 */
export class DefaultLakehouseService implements LakehouseService {
  readonly #auth: AuthService;
  readonly #client: LakehouseApi;

  static create(options: {
    auth: AuthService;
    discovery: DiscoveryService;
  }): LakehouseService {
    return new DefaultLakehouseService(
      options.auth,
      new LakehouseClient({ discoveryApi: options.discovery }),
    );
  }

  private constructor(auth: AuthService, client: LakehouseApi) {
    this.#auth = auth;
    this.#client = client;
  }

  async getOverview(
    filter: { lakehouse?: string },
    options: LakehouseServiceOptions,
  ) {
    return this.#client.getOverview(
      filter,
      await this.#requestOptions(options),
    );
  }

  async listLakehouses(options: LakehouseServiceOptions) {
    return this.#client.listLakehouses(await this.#requestOptions(options));
  }

  async getLakehouse(name: string, options: LakehouseServiceOptions) {
    return this.#client.getLakehouse(name, await this.#requestOptions(options));
  }

  async createLakehouse(
    request: CreateLakehouseRequest,
    options: LakehouseServiceOptions,
  ) {
    return this.#client.createLakehouse(
      request,
      await this.#requestOptions(options),
    );
  }

  async removeLakehouse(name: string, options: LakehouseServiceOptions) {
    return this.#client.removeLakehouse(
      name,
      await this.#requestOptions(options),
    );
  }

  async scanLakehouse(
    name: string,
    options: LakehouseServiceOptions & ScanRequest,
  ) {
    return this.#client.scanLakehouse(name, {
      ...(await this.#requestOptions(options)),
      acceptLoss: options.acceptLoss,
    });
  }

  async getSources(lakehouse: string, options: LakehouseServiceOptions) {
    return this.#client.getSources(
      lakehouse,
      await this.#requestOptions(options),
    );
  }

  async *checkSource(
    lakehouse: string,
    source: string,
    options: LakehouseServiceOptions,
  ) {
    yield* this.#client.checkSource(
      lakehouse,
      source,
      await this.#requestOptions(options),
    );
  }

  async listTables(query: TablesQuery, options: LakehouseServiceOptions) {
    return this.#client.listTables(query, await this.#requestOptions(options));
  }

  async getTable(table: TableRef, options: LakehouseServiceOptions) {
    return this.#client.getTable(table, await this.#requestOptions(options));
  }

  async getSnapshots(
    table: TableRef,
    page: { offset?: number; limit?: number },
    options: LakehouseServiceOptions,
  ) {
    return this.#client.getSnapshots(
      table,
      page,
      await this.#requestOptions(options),
    );
  }

  async getCommits(
    table: TableRef,
    page: { limit?: number },
    options: LakehouseServiceOptions,
  ) {
    return this.#client.getCommits(
      table,
      page,
      await this.#requestOptions(options),
    );
  }

  async compareSnapshots(
    table: TableRef,
    pair: { from: string; to: string },
    options: LakehouseServiceOptions,
  ) {
    return this.#client.compareSnapshots(
      table,
      pair,
      await this.#requestOptions(options),
    );
  }

  async getHealth(table: TableRef, options: LakehouseServiceOptions) {
    return this.#client.getHealth(table, await this.#requestOptions(options));
  }

  async scanTable(table: TableRef, options: LakehouseServiceOptions) {
    return this.#client.scanTable(table, await this.#requestOptions(options));
  }

  async queryTable(
    table: TableRef,
    request: TableQueryRequest,
    options: LakehouseServiceOptions,
  ) {
    return this.#client.queryTable(
      table,
      request,
      await this.#requestOptions(options),
    );
  }

  async #requestOptions(
    options: LakehouseServiceOptions,
  ): Promise<RequestOptions> {
    const { token } = await this.#auth.getPluginRequestToken({
      onBehalfOf: options.credentials,
      targetPluginId: 'lakehouse',
    });
    return { token, signal: options.signal };
  }
}
