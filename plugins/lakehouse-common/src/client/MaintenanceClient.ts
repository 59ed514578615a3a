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
  MaintenanceApi,
  PlanDocument,
  ProposeRunRequest,
  RequestOptions,
  RollbackRunRequest,
  RunDetail,
  RunsPage,
  RunsQuery,
  RunStreamEvent,
  TableRef,
} from '../api';
import { encodeQuery } from './encodeQuery';
import {
  LakehouseTransport,
  type LakehouseClientOptions,
} from './LakehouseTransport';
import { readEventLines } from './readEventLines';
import { tablePath } from './tablePath';

const RUNS = '/maintenance/runs';
const BATCHES = '/maintenance/batches';

/**
 * Calls what the lakehouse back end offers for maintenance, from a browser or from Node.
 *
 * Every method throws a `ResponseError` when the back end answers with an error.
 * @public
 */
export class MaintenanceClient implements MaintenanceApi {
  readonly #transport: LakehouseTransport;

  constructor(options: LakehouseClientOptions) {
    this.#transport = new LakehouseTransport(options);
  }

  /** {@inheritDoc MaintenanceApi.createPlan} */
  async createPlan(
    table: TableRef,
    options?: RequestOptions,
  ): Promise<PlanDocument> {
    return this.#transport.post(
      `${tablePath(table)}/plans`,
      undefined,
      options,
    );
  }

  /** {@inheritDoc MaintenanceApi.getPlan} */
  async getPlan(id: string, options?: RequestOptions): Promise<PlanDocument> {
    return this.#transport.get(
      `/maintenance/plans/${encodeURIComponent(id)}`,
      {},
      options,
    );
  }

  /** {@inheritDoc MaintenanceApi.proposeRun} */
  async proposeRun(
    request: ProposeRunRequest,
    options?: RequestOptions,
  ): Promise<RunDetail> {
    return this.#transport.post(RUNS, request, options);
  }

  /** {@inheritDoc MaintenanceApi.listRuns} */
  async listRuns(
    query?: RunsQuery,
    options?: RequestOptions,
  ): Promise<RunsPage> {
    return this.#transport.get(RUNS, { ...query }, options);
  }

  /** {@inheritDoc MaintenanceApi.listDue} */
  async listDue(query?: DueQuery, options?: RequestOptions): Promise<DuePage> {
    return this.#transport.get('/maintenance/due', { ...query }, options);
  }

  /** {@inheritDoc MaintenanceApi.createPlans} */
  async createPlans(
    request: BulkPlanRequest,
    options?: RequestOptions,
  ): Promise<BulkPlan> {
    return this.#transport.post('/maintenance/plans/bulk', request, options);
  }

  /** {@inheritDoc MaintenanceApi.proposeBatch} */
  async proposeBatch(
    request: BulkProposeRequest,
    options?: RequestOptions,
  ): Promise<BatchResult> {
    return this.#transport.post(BATCHES, request, options);
  }

  /** {@inheritDoc MaintenanceApi.listBatches} */
  async listBatches(
    query?: BatchesQuery,
    options?: RequestOptions,
  ): Promise<BatchesPage> {
    return this.#transport.get(BATCHES, { ...query }, options);
  }

  /** {@inheritDoc MaintenanceApi.approveBatch} */
  async approveBatch(
    batch: string,
    options?: RequestOptions,
  ): Promise<BatchResult> {
    return this.#transport.post(
      `${BATCHES}/${encodeURIComponent(batch)}/approve`,
      {},
      options,
    );
  }

  /** {@inheritDoc MaintenanceApi.cancelBatch} */
  async cancelBatch(
    batch: string,
    request: CancelRunRequest = {},
    options?: RequestOptions,
  ): Promise<BatchResult> {
    return this.#transport.post(
      `${BATCHES}/${encodeURIComponent(batch)}/cancel`,
      request,
      options,
    );
  }

  /** {@inheritDoc MaintenanceApi.getRun} */
  async getRun(id: string, options?: RequestOptions): Promise<RunDetail> {
    return this.#transport.get(runPath(id), {}, options);
  }

  /** {@inheritDoc MaintenanceApi.approveRun} */
  async approveRun(
    id: string,
    request: ApproveRunRequest = {},
    options?: RequestOptions,
  ): Promise<RunDetail> {
    return this.#transport.post(`${runPath(id)}/approve`, request, options);
  }

  /** {@inheritDoc MaintenanceApi.cancelRun} */
  async cancelRun(
    id: string,
    request: CancelRunRequest = {},
    options?: RequestOptions,
  ): Promise<RunDetail> {
    return this.#transport.post(`${runPath(id)}/cancel`, request, options);
  }

  /** {@inheritDoc MaintenanceApi.rollbackRun} */
  async rollbackRun(
    id: string,
    request: RollbackRunRequest = {},
    options?: RequestOptions,
  ): Promise<RunDetail> {
    return this.#transport.post(`${runPath(id)}/rollback`, request, options);
  }

  /** {@inheritDoc MaintenanceApi.watchRun} */
  async *watchRun(
    id: string,
    query: { after?: number } = {},
    options?: RequestOptions,
  ): AsyncGenerator<RunStreamEvent> {
    const response = await this.#transport.ask(
      'GET',
      `${runPath(id)}/events${encodeQuery({ ...query })}`,
      undefined,
      options,
    );
    for await (const event of readEventLines<RunStreamEvent>(response)) {
      yield event;
      if (event.type === 'end') {
        return;
      }
    }
    throw new Error('The connection ended before the run did');
  }
}

function runPath(id: string): string {
  return `${RUNS}/${encodeURIComponent(id)}`;
}
