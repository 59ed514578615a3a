import type {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import type { MaintenancePlan } from '@lakehouse-portal/maintenance';
import {
  lakehouseMaintenanceAdministerPermission,
  lakehouseMaintenanceApprovePermission,
  lakehouseMaintenancePlanPermission,
  lakehouseMaintenanceRunPermission,
  lakehouseReadPermission,
  type ApproveRunRequest,
  type BatchesQuery,
  type CancelRunRequest,
  type DueQuery,
  type ProposeRunRequest,
  type RollbackRunRequest,
  type RunDetail,
  type RunsQuery,
  type TableRef,
} from '@lakehouse-portal/plugin-lakehouse-common';
import type { LakehouseServiceOptions } from '@lakehouse-portal/plugin-lakehouse-node';
import type { BasicPermission } from '@backstage/plugin-permission-common';
import { hasPermission } from '../services/hasPermission';
import { requirePermissions } from '../services/requirePermissions';
import type { MaintenanceService } from './MaintenanceService';

/** Who may do what of maintenance: the one place where its permissions are checked. */
export class AuthorizedMaintenanceService implements MaintenanceService {
  readonly #service: MaintenanceService;
  readonly #permissions: PermissionsService;

  static create(options: {
    service: MaintenanceService;
    permissions: PermissionsService;
  }): MaintenanceService {
    return new AuthorizedMaintenanceService(
      options.service,
      options.permissions,
    );
  }

  private constructor(
    service: MaintenanceService,
    permissions: PermissionsService,
  ) {
    this.#service = service;
    this.#permissions = permissions;
  }

  async createPlan(table: TableRef, options: LakehouseServiceOptions) {
    await this.#authorize(options, lakehouseMaintenancePlanPermission);
    return this.#service.createPlan(table, options);
  }

  async getPlan(id: string, options: LakehouseServiceOptions) {
    await this.#authorize(options, lakehouseMaintenancePlanPermission);
    return this.#service.getPlan(id, options);
  }

  async proposeRun(
    request: ProposeRunRequest,
    options: LakehouseServiceOptions,
    batch?: string,
  ) {
    await this.#authorize(options, lakehouseMaintenanceRunPermission);
    const { plan } = await this.#service.getPlan(request.planId, options);
    const steps = plan.steps.filter(
      step => request.steps?.includes(step.id) ?? true,
    );
    if (removesYoungFiles(steps)) {
      await this.#authorize(options, lakehouseMaintenanceAdministerPermission);
    }
    return this.#shown(
      await this.#service.proposeRun(request, options, batch),
      options,
    );
  }

  async listDue(query: DueQuery, options: LakehouseServiceOptions) {
    await this.#authorize(options);
    return this.#service.listDue(query, options);
  }

  async listRuns(query: RunsQuery, options: LakehouseServiceOptions) {
    await this.#authorize(options);
    return this.#service.listRuns(query, options);
  }

  async listBatches(query: BatchesQuery, options: LakehouseServiceOptions) {
    await this.#authorize(options);
    return this.#service.listBatches(query, options);
  }

  async getRun(id: string, options: LakehouseServiceOptions) {
    await this.#authorize(options);
    return this.#shown(await this.#service.getRun(id, options), options);
  }

  async approveRun(
    id: string,
    request: ApproveRunRequest,
    options: LakehouseServiceOptions,
  ) {
    await this.#authorize(options, lakehouseMaintenanceApprovePermission);
    return this.#shown(
      await this.#service.approveRun(id, request, options),
      options,
    );
  }

  async cancelRun(
    id: string,
    request: CancelRunRequest,
    options: LakehouseServiceOptions,
  ) {
    await this.#authorize(options, lakehouseMaintenanceRunPermission);
    return this.#shown(
      await this.#service.cancelRun(id, request, options),
      options,
    );
  }

  async rollbackRun(
    id: string,
    request: RollbackRunRequest,
    options: LakehouseServiceOptions,
  ) {
    await this.#authorize(
      options,
      lakehouseMaintenanceApprovePermission,
      ...(request.acceptLoss ? [lakehouseMaintenanceAdministerPermission] : []),
    );
    return this.#shown(
      await this.#service.rollbackRun(id, request, options),
      options,
    );
  }

  async *watchRun(
    id: string,
    query: { after?: number },
    options: LakehouseServiceOptions,
  ) {
    await this.#authorize(options);
    yield* this.#service.watchRun(id, query, options);
  }

  /** Whoever may read sees what a run does; what else its plan says is for those who may see plans. */
  async #shown(
    detail: RunDetail,
    { credentials }: { credentials: BackstageCredentials },
  ): Promise<RunDetail> {
    const maySeePlans = await hasPermission(
      this.#permissions,
      credentials,
      lakehouseMaintenancePlanPermission,
    );
    if (maySeePlans) {
      return detail;
    }
    const { policy: _, ...plan } = detail.run.plan;
    return {
      ...detail,
      run: { ...detail.run, plan: { ...plan, declined: [] } },
    };
  }

  /** Whatever it is, it shows a table: reading it is always asked for, too. */
  async #authorize(
    { credentials }: { credentials: BackstageCredentials },
    ...more: BasicPermission[]
  ): Promise<void> {
    await requirePermissions(this.#permissions, credentials, [
      ...more,
      lakehouseReadPermission,
    ]);
  }
}

function removesYoungFiles(steps: MaintenancePlan['steps']): boolean {
  return steps.some(step =>
    step.units.some(
      unit => unit.operation === 'remove-orphan-files' && unit.allowYoung,
    ),
  );
}
