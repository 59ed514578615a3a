import type { CreateLakehouseRequest } from './CreateLakehouse';
import type { FleetOverview } from './HealthRollUp';
import type { LakehouseDetail, LakehouseSummary } from './LakehouseSummary';
import type { LakehouseSources, SourceCheckEvent } from './LakehouseSources';
import type { TableCommits } from './TableCommits';
import type { TableDetail } from './TableDetail';
import type { TableHealthReport } from './TableHealthReport';
import type { TableQueryRequest, TableQueryResult } from './TableQuery';
import type { TableRef } from './TableRef';
import type { SnapshotComparison, TableSnapshots } from './TableSnapshots';
import type { TablesPage, TablesQuery } from './TableSummary';

/**
 * Options of every call.
 * @public
 */
export interface RequestOptions {
  /** Backstage token; the browser's fetch adds its own. */
  token?: string;
  signal?: AbortSignal;
}

/**
 * How a lakehouse is scanned when somebody asks for it.
 * @public
 */
export interface ScanRequest {
  /**
   * Accepts a listing that lacks more of the known tables than `maxLoss` allows. They are removed as others are that are
   * not listed any more.
   */
  acceptLoss?: boolean;
}

/**
 * What the lakehouse back end offers, as its HTTP API (`openapi.yaml`) and its clients have it.
 *
 * Failures are `ResponseError`s of `@backstage/errors` whose cause has the name of the
 * error in the back end: `InputError`, `NotFoundError`, `NotAllowedError`,
 * `ConflictError`, `ServiceUnavailableError`.
 * @public
 */
export interface LakehouseApi {
  /** `GET /overview` */
  getOverview(
    filter?: { lakehouse?: string },
    options?: RequestOptions,
  ): Promise<FleetOverview>;
  /** `GET /lakehouses` */
  listLakehouses(
    options?: RequestOptions,
  ): Promise<{ items: LakehouseSummary[] }>;
  /** `GET /lakehouses/:lakehouse` */
  getLakehouse(
    name: string,
    options?: RequestOptions,
  ): Promise<LakehouseDetail>;
  /**
   * `POST /lakehouses`. Idempotent: the same request again answers with the lakehouse that is there. Of one on Kubernetes, layers
   * and maintenance become those of the request.
   */
  createLakehouse(
    request: CreateLakehouseRequest,
    options?: RequestOptions,
  ): Promise<LakehouseDetail>;
  /** `DELETE /lakehouses/:lakehouse`. The portal forgets a lakehouse that is elsewhere; the lakehouse itself stays as it is. */
  removeLakehouse(name: string, options?: RequestOptions): Promise<void>;
  /** `POST /lakehouses/:lakehouse/scan`. Answers when the scan is done. */
  scanLakehouse(
    name: string,
    options?: RequestOptions & ScanRequest,
  ): Promise<LakehouseSummary>;
  /** `GET /lakehouses/:lakehouse/sources`. Asks the sources what they are, for a few seconds at most. */
  getSources(
    lakehouse: string,
    options?: RequestOptions,
  ): Promise<LakehouseSources>;
  /**
   * `POST /lakehouses/:lakehouse/sources/:source/check`. Tries the connection hop by hop, and ends with the first hop
   * that fails. Each event comes when it has happened, the last is of type `end`. Aborting stops the test.
   */
  checkSource(
    lakehouse: string,
    source: string,
    options?: RequestOptions,
  ): AsyncIterable<SourceCheckEvent>;
  /** `GET /tables` */
  listTables(
    query?: TablesQuery,
    options?: RequestOptions,
  ): Promise<TablesPage>;
  /** `GET /lakehouses/:lakehouse/schemas/:schema/tables/:table` */
  getTable(table: TableRef, options?: RequestOptions): Promise<TableDetail>;
  /** `GET …/snapshots` */
  getSnapshots(
    table: TableRef,
    page?: { offset?: number; limit?: number },
    options?: RequestOptions,
  ): Promise<TableSnapshots>;
  /** `GET …/commits`. Asks the catalog; `NotFoundError` where it keeps no commits. */
  getCommits(
    table: TableRef,
    page?: { limit?: number },
    options?: RequestOptions,
  ): Promise<TableCommits>;
  /** `GET …/snapshots/compare?from=…&to=…` */
  compareSnapshots(
    table: TableRef,
    pair: { from: string; to: string },
    options?: RequestOptions,
  ): Promise<SnapshotComparison>;
  /** `GET …/health` */
  getHealth(
    table: TableRef,
    options?: RequestOptions,
  ): Promise<TableHealthReport>;
  /** `POST …/scan` */
  scanTable(
    table: TableRef,
    options?: RequestOptions,
  ): Promise<TableHealthReport>;
  /** `POST …/query` */
  queryTable(
    table: TableRef,
    request: TableQueryRequest,
    options?: RequestOptions,
  ): Promise<TableQueryResult>;
}
