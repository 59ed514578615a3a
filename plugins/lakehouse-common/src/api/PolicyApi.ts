import type { RequestOptions } from './LakehouseApi';
import type {
  PolicyDetail,
  PolicyList,
  PolicyPreview,
  PolicyPreviewRequest,
  SavePolicyRequest,
  TablePolicy,
} from './Policies';
import type { TableRef } from './TableRef';

/**
 * Policies of maintenance: those of the configuration, and those that are kept in the portal. Failures are as those of
 * `LakehouseApi`; `ConflictError` (409) when somebody else has changed a policy meanwhile, or the configuration has one of
 * its name.
 * @public
 */
export interface PolicyApi {
  /** `GET /maintenance/policies` */
  listPolicies(options?: RequestOptions): Promise<PolicyList>;
  /** `GET /maintenance/policies/:policy` */
  getPolicy(name: string, options?: RequestOptions): Promise<PolicyDetail>;
  /** `POST /maintenance/policy-preview`. Changes nothing. */
  previewPolicy(
    request: PolicyPreviewRequest,
    options?: RequestOptions,
  ): Promise<PolicyPreview>;
  /** `PUT /maintenance/policies/:policy`. The same document again changes nothing. */
  savePolicy(
    request: SavePolicyRequest,
    options?: RequestOptions,
  ): Promise<PolicyDetail>;
  /** `DELETE /maintenance/policies/:policy?version=…` */
  removePolicy(
    name: string,
    version: number,
    options?: RequestOptions,
  ): Promise<void>;
  /** `GET …/tables/:table/policy` */
  getTablePolicy(
    table: TableRef,
    options?: RequestOptions,
  ): Promise<TablePolicy>;
}
