import {
  type LakehouseSpec,
  readLakehouse,
  type RenderedLakehouse,
  objectsToApply,
  renderLakehouse,
} from '@lakehouse-portal/blueprint';
import {
  type ApplyReport,
  applyObjects,
  type KubernetesClient,
  waitForObjects,
} from '@lakehouse-portal/kubernetes';
import {
  type ProofReport,
  type ProveOptions,
  proveLakehouse,
  sessionsOf,
} from '@lakehouse-portal/prove';
import { TrinoClient, type TrinoClientOptions } from '@lakehouse-portal/trino';
import type { KubernetesCluster } from '../../src/kubernetes';
import { clientAs } from '../kubernetes/clientAs';
import { PodsNamespace } from '../kubernetes/PodsNamespace';

/** As small as Trino can be: the machine of the tests has two cores. */
const SMALL_NODES = {
  ...{ version: 476, gracePeriodSeconds: 5 },
  coordinator: { cpu: 0.1, memory: '2Gi' },
  worker: { cpu: 0.1, memory: '2Gi' },
};

/** A pod, as far as tests look at it. */
export interface ListedPod {
  metadata: { name: string; uid: string; labels: Record<string, string> };
  status: { phase: string };
}

/** A lakehouse that is rendered, and real pods. */
export class LakehouseInPods {
  readonly client: KubernetesClient;
  readonly pods: PodsNamespace;
  rendered: RenderedLakehouse;

  constructor(
    readonly cluster: KubernetesCluster,
    readonly name: string,
    spec: Partial<LakehouseSpec>,
  ) {
    this.client = clientAs(cluster.api);
    this.pods = PodsNamespace.of(cluster, name);
    this.rendered = this.render(spec);
  }

  /** Renders it anew, with another document. */
  render(spec: Partial<LakehouseSpec>): RenderedLakehouse {
    this.rendered = renderLakehouse(
      readLakehouse(
        {
          apiVersion: 'lakehouse-portal.io/v1alpha1',
          kind: 'Lakehouse',
          metadata: { name: this.name },
          spec: {
            owner: 'group:default/data',
            storage: { type: 'versitygw', volume: '1Gi' },
            ...spec,
            trino: { workers: 0, ...SMALL_NODES, ...spec.trino },
          },
        },
        this.name,
      ),
    );
    return this.rendered;
  }

  apply(): Promise<ApplyReport> {
    return applyObjects(this.client, objectsToApply(this.rendered.objects), {
      fieldManager: 'lakehouse-portal',
      set: { name: this.name, namespace: this.name },
    });
  }

  /** @throws Error with what is not ready, and why. */
  async untilReady(): Promise<void> {
    const report = await waitForObjects(
      this.client,
      objectsToApply(this.rendered.objects),
      { timeoutMs: 400_000 },
    );
    if (!report.ready)
      throw new Error(
        report.objects
          .filter(({ state }) => state !== 'ready')
          .map(
            ({ id, message, problems }) =>
              `${id}: ${message} ${JSON.stringify(problems)}`,
          )
          .join('\n'),
      );
  }

  /** Pods of one kind: `worker`. */
  async list(part: string): Promise<ListedPod[]> {
    const { items } = await this.cluster.api.request<{ items: ListedPod[] }>(
      'GET',
      this.pods.core(
        `pods?labelSelector=${encodeURIComponent(
          `app.kubernetes.io/component=${part}`,
        )}`,
      ),
    );
    return items;
  }

  /** The value of a Secret that the cluster made. */
  async secret(name: string, key: string): Promise<string> {
    const { data } = await this.cluster.api.request<{
      data: Record<string, string>;
    }>('GET', this.pods.core(`secrets/${name}`));
    return Buffer.from(data[key], 'base64').toString('utf8');
  }

  /** A client of its Trino, by a forwarded port. */
  async trino(
    options: Partial<TrinoClientOptions> = {},
    port: 8080 | 8443 = 8080,
  ): Promise<TrinoClient> {
    const [coordinator] = await this.list('coordinator');
    const address = await this.pods.forward(coordinator.metadata.name, port);
    return TrinoClient.create({
      server: port === 8443 ? address.replace('http:', 'https:') : address,
      user: 'admin',
      ...options,
    });
  }

  prove(
    trino: TrinoClient,
    options: Partial<ProveOptions> = {},
  ): Promise<ProofReport> {
    const { lakehouse } = this.rendered;
    return proveLakehouse({
      connect: sessionsOf(trino),
      catalog: lakehouse.catalogName,
      layers: lakehouse.layers.map(({ name }) => ({ schema: name })),
      nodes: { workers: lakehouse.trino.workers },
      ...options,
    });
  }

  remove(): Promise<void> {
    return this.pods.remove();
  }
}

/** What went wrong, so that a test that fails says it. */
export function failuresOf({ outcome, steps, left }: ProofReport): object {
  return {
    outcome,
    left,
    failures: steps
      .filter(step => step.outcome === 'failed')
      .map(({ id, failure }) => ({ id, ...failure })),
  };
}

/** Of a proof that went well. */
export const PROVED = { outcome: 'proved', left: [], failures: [] };
