import type {
  BlueprintApi,
  BlueprintCluster,
  BlueprintPreview,
  BlueprintPreviewRequest,
  RequestOptions,
  StackReport,
} from '../api';
import {
  LakehouseTransport,
  type LakehouseClientOptions,
} from './LakehouseTransport';

/**
 * Asks the portal's Kubernetes plugin for its clusters, and the lakehouse back end what a lakehouse would change in one.
 *
 * Every method throws a `ResponseError` when the back end answers with an error.
 * @public
 */
export class BlueprintClient implements BlueprintApi {
  readonly #lakehouse: LakehouseTransport;
  readonly #kubernetes: LakehouseTransport;

  constructor(options: LakehouseClientOptions) {
    this.#lakehouse = new LakehouseTransport(options);
    this.#kubernetes = new LakehouseTransport(options, 'kubernetes');
  }

  /** {@inheritDoc BlueprintApi.listClusters} */
  async listClusters(options?: RequestOptions): Promise<BlueprintCluster[]> {
    const { items } = await this.#kubernetes.get<{ items: BlueprintCluster[] }>(
      '/clusters',
      {},
      options,
    );
    return items.map(({ name, title }) => ({ name, title }));
  }

  /** {@inheritDoc BlueprintApi.previewBlueprint} */
  async previewBlueprint(
    request: BlueprintPreviewRequest,
    options?: RequestOptions,
  ): Promise<BlueprintPreview> {
    return this.#lakehouse.post('/blueprint/preview', request, options);
  }

  /** {@inheritDoc BlueprintApi.getStack} */
  async getStack(
    lakehouse: string,
    options?: RequestOptions,
  ): Promise<StackReport> {
    return this.#lakehouse.get(
      `/lakehouses/${encodeURIComponent(lakehouse)}/stack`,
      {},
      options,
    );
  }
}
