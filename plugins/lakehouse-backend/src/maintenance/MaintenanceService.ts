import type {
  ApproveRunRequest,
  BatchesPage,
  BatchesQuery,
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
  TableRef,
} from '@lakehouse-portal/plugin-lakehouse-common';
import type { LakehouseServiceOptions } from '@lakehouse-portal/plugin-lakehouse-node';

/** What `MaintenanceApi` is for browsers, with credentials in place of a token. */
export interface MaintenanceService {
  createPlan(
    table: TableRef,
    options: LakehouseServiceOptions,
  ): Promise<PlanDocument>;
  getPlan(id: string, options: LakehouseServiceOptions): Promise<PlanDocument>;
  /** @param batch - Of runs that are proposed together. */
  proposeRun(
    request: ProposeRunRequest,
    options: LakehouseServiceOptions,
    batch?: string,
  ): Promise<RunDetail>;
  listDue(query: DueQuery, options: LakehouseServiceOptions): Promise<DuePage>;
  listRuns(
    query: RunsQuery,
    options: LakehouseServiceOptions,
  ): Promise<RunsPage>;
  listBatches(
    query: BatchesQuery,
    options: LakehouseServiceOptions,
  ): Promise<BatchesPage>;
  getRun(id: string, options: LakehouseServiceOptions): Promise<RunDetail>;
  approveRun(
    id: string,
    request: ApproveRunRequest,
    options: LakehouseServiceOptions,
  ): Promise<RunDetail>;
  cancelRun(
    id: string,
    request: CancelRunRequest,
    options: LakehouseServiceOptions,
  ): Promise<RunDetail>;
  rollbackRun(
    id: string,
    request: RollbackRunRequest,
    options: LakehouseServiceOptions,
  ): Promise<RunDetail>;
  watchRun(
    id: string,
    query: { after?: number },
    options: LakehouseServiceOptions,
  ): AsyncIterable<RunStreamEvent>;
}
