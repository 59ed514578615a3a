import type {
  PolicyApi,
  PolicyDetail,
  PolicyList,
  PolicyPreview,
  PolicyPreviewRequest,
  RequestOptions,
  SavePolicyRequest,
  TablePolicy,
  TableRef,
} from '../api';
import { encodeQuery } from './encodeQuery';
import {
  LakehouseTransport,
  type LakehouseClientOptions,
} from './LakehouseTransport';
import { tablePath } from './tablePath';

const POLICIES = '/maintenance/policies';

/**
 * Calls what the lakehouse back end offers for policies of maintenance, from a browser or from Node.
 *
 * Every method throws a `ResponseError` when the back end answers with an error.
 * @public
 */
export class PolicyClient implements PolicyApi {
  readonly #transport: LakehouseTransport;

  constructor(options: LakehouseClientOptions) {
    this.#transport = new LakehouseTransport(options);
  }

  /** {@inheritDoc PolicyApi.listPolicies} */
  async listPolicies(options?: RequestOptions): Promise<PolicyList> {
    return this.#transport.get(POLICIES, {}, options);
  }

  /** {@inheritDoc PolicyApi.getPolicy} */
  async getPolicy(
    name: string,
    options?: RequestOptions,
  ): Promise<PolicyDetail> {
    return this.#transport.get(policyPath(name), {}, options);
  }

  /** {@inheritDoc PolicyApi.previewPolicy} */
  async previewPolicy(
    request: PolicyPreviewRequest,
    options?: RequestOptions,
  ): Promise<PolicyPreview> {
    return this.#transport.post(
      '/maintenance/policy-preview',
      request,
      options,
    );
  }

  /** {@inheritDoc PolicyApi.savePolicy} */
  async savePolicy(
    request: SavePolicyRequest,
    options?: RequestOptions,
  ): Promise<PolicyDetail> {
    const response = await this.#transport.ask(
      'PUT',
      policyPath(request.document.metadata.name),
      request,
      options,
    );
    return (await response.json()) as PolicyDetail;
  }

  /** {@inheritDoc PolicyApi.removePolicy} */
  async removePolicy(
    name: string,
    version: number,
    options?: RequestOptions,
  ): Promise<void> {
    await this.#transport.ask(
      'DELETE',
      `${policyPath(name)}${encodeQuery({ version })}`,
      undefined,
      options,
    );
  }

  /** {@inheritDoc PolicyApi.getTablePolicy} */
  async getTablePolicy(
    table: TableRef,
    options?: RequestOptions,
  ): Promise<TablePolicy> {
    return this.#transport.get(`${tablePath(table)}/policy`, {}, options);
  }
}

function policyPath(name: string): string {
  return `${POLICIES}/${encodeURIComponent(name)}`;
}
