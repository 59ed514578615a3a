import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type {
  CreateLakehouseRequest,
  FleetOverview,
  LakehouseDetail,
  LakehouseSources,
  LakehouseSummary,
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
} from '@lakehouse-portal/plugin-lakehouse-common';

/**
 * On whose behalf a call is made, and what may cancel it.
 * @public
 */
export interface LakehouseServiceOptions {
  credentials: BackstageCredentials;
  signal?: AbortSignal;
}

/**
 * The lakehouse back end for other back-end plugins: what `LakehouseApi` is for browsers,
 * with credentials in place of a token.
 *
 * Failures are errors of `@backstage/errors` or, over HTTP, `ResponseError`s with these as cause.
 * @public
 */
export interface LakehouseService {
  /** Health by owner and layer, and the sentence that sums it up. */
  getOverview(
    filter: { lakehouse?: string },
    options: LakehouseServiceOptions,
  ): Promise<FleetOverview>;
  listLakehouses(
    options: LakehouseServiceOptions,
  ): Promise<{ items: LakehouseSummary[] }>;
  getLakehouse(
    name: string,
    options: LakehouseServiceOptions,
  ): Promise<LakehouseDetail>;
  /**
   * Idempotent: the same request again answers with the lakehouse that is there. Of one on Kubernetes, layers and maintenance
   * become those of the request.
   */
  createLakehouse(
    request: CreateLakehouseRequest,
    options: LakehouseServiceOptions,
  ): Promise<LakehouseDetail>;
  /** The portal forgets a lakehouse that is elsewhere; the lakehouse itself stays as it is. */
  removeLakehouse(
    name: string,
    options: LakehouseServiceOptions,
  ): Promise<void>;
  /** Answers when the scan is done. */
  scanLakehouse(
    name: string,
    options: LakehouseServiceOptions & ScanRequest,
  ): Promise<LakehouseSummary>;
  /** Asks the sources what they are, for a few seconds at most. */
  getSources(
    lakehouse: string,
    options: LakehouseServiceOptions,
  ): Promise<LakehouseSources>;
  /** Tries the connection hop by hop, within a bounded time; the last event is of type `end`. */
  checkSource(
    lakehouse: string,
    source: string,
    options: LakehouseServiceOptions,
  ): AsyncIterable<SourceCheckEvent>;
  listTables(
    query: TablesQuery,
    options: LakehouseServiceOptions,
  ): Promise<TablesPage>;
  getTable(
    table: TableRef,
    options: LakehouseServiceOptions,
  ): Promise<TableDetail>;
  getSnapshots(
    table: TableRef,
    page: { offset?: number; limit?: number },
    options: LakehouseServiceOptions,
  ): Promise<TableSnapshots>;
  /** Asks the catalog; NotFoundError where it keeps no commits. */
  getCommits(
    table: TableRef,
    page: { limit?: number },
    options: LakehouseServiceOptions,
  ): Promise<TableCommits>;
  compareSnapshots(
    table: TableRef,
    pair: { from: string; to: string },
    options: LakehouseServiceOptions,
  ): Promise<SnapshotComparison>;
  getHealth(
    table: TableRef,
    options: LakehouseServiceOptions,
  ): Promise<TableHealthReport>;
  /** Answers when the table was read. */
  scanTable(
    table: TableRef,
    options: LakehouseServiceOptions,
  ): Promise<TableHealthReport>;
  /** Read-only SQL over one table, bounded in rows, bytes, memory and time. */
  queryTable(
    table: TableRef,
    request: TableQueryRequest,
    options: LakehouseServiceOptions,
  ): Promise<TableQueryResult>;
}
