import type { PermissionsService } from '@backstage/backend-plugin-api';
import type { BasicPermission } from '@backstage/plugin-permission-common';
import {
  lakehousePolicyAdministerPermission,
  lakehousePolicyReadPermission,
  lakehouseReadPermission,
  type PolicyPreviewRequest,
  type SavePolicyRequest,
  type TableRef,
} from '@lakehouse-portal/plugin-lakehouse-common';
import type { LakehouseServiceOptions } from '@lakehouse-portal/plugin-lakehouse-node';
import { requirePermissions } from '../services/requirePermissions';
import type { PolicyService } from './PolicyService';

/** Who may see and change policies: the one place where it is checked. */
export class AuthorizedPolicyService implements PolicyService {
  readonly #service: PolicyService;
  readonly #permissions: PermissionsService;

  static create(options: {
    service: PolicyService;
    permissions: PermissionsService;
  }): PolicyService {
    return new AuthorizedPolicyService(options.service, options.permissions);
  }

  private constructor(service: PolicyService, permissions: PermissionsService) {
    this.#service = service;
    this.#permissions = permissions;
  }

  async listPolicies(options: LakehouseServiceOptions) {
    await this.#authorize(options);
    return this.#service.listPolicies(options);
  }

  async getPolicy(name: string, options: LakehouseServiceOptions) {
    await this.#authorize(options);
    return this.#service.getPolicy(name, options);
  }

  async previewPolicy(
    request: PolicyPreviewRequest,
    options: LakehouseServiceOptions,
  ) {
    await this.#authorize(options);
    return this.#service.previewPolicy(request, options);
  }

  async savePolicy(
    request: SavePolicyRequest,
    options: LakehouseServiceOptions,
  ) {
    await this.#authorize(options, lakehousePolicyAdministerPermission);
    return this.#service.savePolicy(request, options);
  }

  async removePolicy(
    name: string,
    version: number,
    options: LakehouseServiceOptions,
  ) {
    await this.#authorize(options, lakehousePolicyAdministerPermission);
    return this.#service.removePolicy(name, version, options);
  }

  async getTablePolicy(table: TableRef, options: LakehouseServiceOptions) {
    await this.#authorize(options);
    return this.#service.getTablePolicy(table, options);
  }

  /** Policies are shown with the tables that they are for: reading these is always asked for, too. */
  async #authorize(
    { credentials }: LakehouseServiceOptions,
    ...more: BasicPermission[]
  ): Promise<void> {
    await requirePermissions(this.#permissions, credentials, [
      ...more,
      lakehousePolicyReadPermission,
      lakehouseReadPermission,
    ]);
  }
}
