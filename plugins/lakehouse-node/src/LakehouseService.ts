import type {
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import type {
  CreateLakehouseRequest,
  LakehouseDetail,
  LakehouseSummary,
  TablesPage,
  TablesQuery,
} from '@lakehouse-portal/plugin-lakehouse-common';

/**
 * The lakehouse back end as other back-end plugins and modules call it.
 * Permissions are those of the credentials.
 * @public
 */
export interface LakehouseService {
  listLakehouses(options: LakehouseServiceOptions): Promise<{ items: LakehouseSummary[] }>;
  getLakehouse(name: string, options: LakehouseServiceOptions): Promise<LakehouseDetail>;
  listTables(query: TablesQuery, options: LakehouseServiceOptions): Promise<TablesPage>;
  createLakehouse(request: CreateLakehouseRequest, options: LakehouseServiceOptions): Promise<LakehouseDetail>;
  scanLakehouse(name: string, options: LakehouseServiceOptions): Promise<LakehouseSummary>;
}

/** @public */
export interface LakehouseServiceOptions {
  credentials: BackstageCredentials;
  signal?: AbortSignal;
}
