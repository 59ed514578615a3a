import type {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import {
  lakehouseCreatePermission,
  lakehouseReadPermission,
  lakehouseScanAcceptLossPermission,
  lakehouseScanPermission,
  lakehouseSourceCheckPermission,
  lakehouseTableQueryPermission,
  type CreateLakehouseRequest,
  type ScanRequest,
  type TableQueryRequest,
  type TableRef,
  type TablesQuery,
} from '@lakehouse-portal/plugin-lakehouse-common';
import type {
  LakehouseService,
  LakehouseServiceOptions,
} from '@lakehouse-portal/plugin-lakehouse-node';
import type { BasicPermission } from '@backstage/plugin-permission-common';
import { requirePermissions } from './requirePermissions';

/**
 * Who may do what: the one place where permissions are checked, for HTTP routes and all others
 * that call the service.
 */
export class AuthorizedLakehouseService implements LakehouseService {
  readonly #service: LakehouseService;
  readonly #permissions: PermissionsService;

  static create(options: {
    service: LakehouseService;
    permissions: PermissionsService;
  }): LakehouseService {
    return new AuthorizedLakehouseService(options.service, options.permissions);
  }

  private constructor(
    service: LakehouseService,
    permissions: PermissionsService,
  ) {
    this.#service = service;
    this.#permissions = permissions;
  }

  async getOverview(
    filter: { lakehouse?: string },
    options: LakehouseServiceOptions,
  ) {
    await this.#authorize(options.credentials, lakehouseReadPermission);
    return this.#service.getOverview(filter, options);
  }

  async listLakehouses(options: LakehouseServiceOptions) {
    await this.#authorize(options.credentials, lakehouseReadPermission);
    return this.#service.listLakehouses(options);
  }

  async getLakehouse(name: string, options: LakehouseServiceOptions) {
    await this.#authorize(options.credentials, lakehouseReadPermission);
    return this.#service.getLakehouse(name, options);
  }

  async createLakehouse(
    request: CreateLakehouseRequest,
    options: LakehouseServiceOptions,
  ) {
    // The answer shows the lakehouse, which may be there already.
    await this.#authorize(
      options.credentials,
      lakehouseCreatePermission,
      lakehouseReadPermission,
    );
    return this.#service.createLakehouse(request, options);
  }

  async removeLakehouse(name: string, options: LakehouseServiceOptions) {
    await this.#authorize(options.credentials, lakehouseCreatePermission);
    return this.#service.removeLakehouse(name, options);
  }

  async scanLakehouse(
    name: string,
    options: LakehouseServiceOptions & ScanRequest,
  ) {
    await this.#authorize(
      options.credentials,
      lakehouseScanPermission,
      lakehouseReadPermission,
      ...(options.acceptLoss ? [lakehouseScanAcceptLossPermission] : []),
    );
    return this.#service.scanLakehouse(name, options);
  }

  async getSources(lakehouse: string, options: LakehouseServiceOptions) {
    await this.#authorize(options.credentials, lakehouseReadPermission);
    return this.#service.getSources(lakehouse, options);
  }

  async *checkSource(
    lakehouse: string,
    source: string,
    options: LakehouseServiceOptions,
  ) {
    await this.#authorize(
      options.credentials,
      lakehouseSourceCheckPermission,
      lakehouseReadPermission,
    );
    yield* this.#service.checkSource(lakehouse, source, options);
  }

  async listTables(query: TablesQuery, options: LakehouseServiceOptions) {
    await this.#authorize(options.credentials, lakehouseReadPermission);
    return this.#service.listTables(query, options);
  }

  async getTable(table: TableRef, options: LakehouseServiceOptions) {
    await this.#authorize(options.credentials, lakehouseReadPermission);
    return this.#service.getTable(table, options);
  }

  async getSnapshots(
    table: TableRef,
    page: { offset?: number; limit?: number },
    options: LakehouseServiceOptions,
  ) {
    await this.#authorize(options.credentials, lakehouseReadPermission);
    return this.#service.getSnapshots(table, page, options);
  }

  async getCommits(
    table: TableRef,
    page: { limit?: number },
    options: LakehouseServiceOptions,
  ) {
    await this.#authorize(options.credentials, lakehouseReadPermission);
    return this.#service.getCommits(table, page, options);
  }

  async compareSnapshots(
    table: TableRef,
    pair: { from: string; to: string },
    options: LakehouseServiceOptions,
  ) {
    await this.#authorize(options.credentials, lakehouseReadPermission);
    return this.#service.compareSnapshots(table, pair, options);
  }

  async getHealth(table: TableRef, options: LakehouseServiceOptions) {
    await this.#authorize(options.credentials, lakehouseReadPermission);
    return this.#service.getHealth(table, options);
  }

  async scanTable(table: TableRef, options: LakehouseServiceOptions) {
    await this.#authorize(
      options.credentials,
      lakehouseScanPermission,
      lakehouseReadPermission,
    );
    return this.#service.scanTable(table, options);
  }

  async queryTable(
    table: TableRef,
    request: TableQueryRequest,
    options: LakehouseServiceOptions,
  ) {
    await this.#authorize(
      options.credentials,
      lakehouseTableQueryPermission,
      lakehouseReadPermission,
    );
    return this.#service.queryTable(table, request, options);
  }

  async #authorize(
    credentials: BackstageCredentials,
    ...permissions: BasicPermission[]
  ): Promise<void> {
    await requirePermissions(this.#permissions, credentials, permissions);
  }
}
