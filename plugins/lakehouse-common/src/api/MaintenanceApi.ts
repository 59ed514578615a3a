import type { RequestOptions } from './LakehouseApi';
import type {
  ApproveRunRequest,
  BatchesPage,
  BatchesQuery,
  BatchResult,
  BulkPlan,
  BulkPlanRequest,
  BulkProposeRequest,
  CancelRunRequest,
  DuePage,
  DueQuery,
  PlanDocument,
  ProposeRunRequest,
  RollbackRunRequest,
  RunDetail,
  RunsPage,
  RunsQuery,
  RunStreamEvent,
} from './Maintenance';
import type { TableRef } from './TableRef';

/**
 * Maintenance of tables: planned, approved, run and verified. Failures are as those of `LakehouseApi`; `ConflictError`
 * (409) when a run is in another state, or the table has an active run already.
 * @public
 */
export interface MaintenanceApi {
  /** `POST …/tables/:table/plans`. Reads the table anew, and changes nothing. */
  createPlan(table: TableRef, options?: RequestOptions): Promise<PlanDocument>;
  /** `GET /maintenance/plans/:plan` */
  getPlan(id: string, options?: RequestOptions): Promise<PlanDocument>;
  /** `POST /maintenance/runs`. A run whose steps need nobody's approval starts at once. */
  proposeRun(
    request: ProposeRunRequest,
    options?: RequestOptions,
  ): Promise<RunDetail>;
  /** `GET /maintenance/runs` */
  listRuns(query?: RunsQuery, options?: RequestOptions): Promise<RunsPage>;
  /** `GET /maintenance/due`: tables of which something is due, what is to be gained most by first. */
  listDue(query?: DueQuery, options?: RequestOptions): Promise<DuePage>;
  /** `POST /maintenance/plans/bulk`. Plans up to 100 tables, each as `createPlan` does. */
  createPlans(
    request: BulkPlanRequest,
    options?: RequestOptions,
  ): Promise<BulkPlan>;
  /** `POST /maintenance/batches`. Proposes runs that are approved and cancelled together; each also by itself. */
  proposeBatch(
    request: BulkProposeRequest,
    options?: RequestOptions,
  ): Promise<BatchResult>;
  /** `GET /maintenance/batches`: what was proposed together, last first. */
  listBatches(
    query?: BatchesQuery,
    options?: RequestOptions,
  ): Promise<BatchesPage>;
  /** `POST /maintenance/batches/:batch/approve`. All but the removal of orphan files, which is approved run by run. */
  approveBatch(batch: string, options?: RequestOptions): Promise<BatchResult>;
  /** `POST /maintenance/batches/:batch/cancel` */
  cancelBatch(
    batch: string,
    request?: CancelRunRequest,
    options?: RequestOptions,
  ): Promise<BatchResult>;
  /** `GET /maintenance/runs/:run` */
  getRun(id: string, options?: RequestOptions): Promise<RunDetail>;
  /** `POST /maintenance/runs/:run/approve`. With the last approval it needs, the run starts. */
  approveRun(
    id: string,
    request?: ApproveRunRequest,
    options?: RequestOptions,
  ): Promise<RunDetail>;
  /** `POST /maintenance/runs/:run/cancel`. Answers at once; what was done stays done, and is verified. */
  cancelRun(
    id: string,
    request?: CancelRunRequest,
    options?: RequestOptions,
  ): Promise<RunDetail>;
  /** `POST /maintenance/runs/:run/rollback`. Makes the snapshot before the run's rewrites the current one again. */
  rollbackRun(
    id: string,
    request?: RollbackRunRequest,
    options?: RequestOptions,
  ): Promise<RunDetail>;
  /**
   * `GET /maintenance/runs/:run/events`. What has happened so far, and then each event when it happens, until the run has
   * ended.
   *
   * @param query - `after`: only events with a higher `seq`.
   */
  watchRun(
    id: string,
    query?: { after?: number },
    options?: RequestOptions,
  ): AsyncIterable<RunStreamEvent>;
}
