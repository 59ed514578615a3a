import type {
  PolicyDetail,
  PolicyList,
  PolicyPreview,
  PolicyPreviewRequest,
  SavePolicyRequest,
  TablePolicy,
  TableRef,
} from '@lakehouse-portal/plugin-lakehouse-common';
import type { LakehouseServiceOptions } from '@lakehouse-portal/plugin-lakehouse-node';

/** What `PolicyApi` is for browsers, with credentials in place of a token. */
export interface PolicyService {
  listPolicies(options: LakehouseServiceOptions): Promise<PolicyList>;
  getPolicy(
    name: string,
    options: LakehouseServiceOptions,
  ): Promise<PolicyDetail>;
  previewPolicy(
    request: PolicyPreviewRequest,
    options: LakehouseServiceOptions,
  ): Promise<PolicyPreview>;
  savePolicy(
    request: SavePolicyRequest,
    options: LakehouseServiceOptions,
  ): Promise<PolicyDetail>;
  removePolicy(
    name: string,
    version: number,
    options: LakehouseServiceOptions,
  ): Promise<void>;
  getTablePolicy(
    table: TableRef,
    options: LakehouseServiceOptions,
  ): Promise<TablePolicy>;
}
