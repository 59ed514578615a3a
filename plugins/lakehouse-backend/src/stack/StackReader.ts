import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  documentInCluster,
  type LakehouseDocument,
  parseLakehouse,
  objectsToApply,
  renderLakehouse,
} from '@lakehouse-portal/blueprint';
import { KubernetesClient, readStatus } from '@lakehouse-portal/kubernetes';
import type { StackReport } from '@lakehouse-portal/plugin-lakehouse-common';
import {
  FIELD_MANAGER,
  type KubernetesAccess,
  type LakehouseService,
} from '@lakehouse-portal/plugin-lakehouse-node';
import { describeStatus } from './describeStatus';
import { findingsOf } from './findingsOf';
import { liveObjectsOf } from './liveObjectsOf';
import { notReadBecause } from './notReadBecause';

/** Where the Kubernetes plugin looks for the pods of an entity. */
const CLUSTER = 'backstage.io/kubernetes-cluster';
const NAMESPACE = 'backstage.io/kubernetes-namespace';
const ID = 'backstage.io/kubernetes-id';

/** Looks at a lakehouse in its cluster, with the rights of who asks; nothing is changed. */
export class StackReader {
  readonly #service: Pick<LakehouseService, 'getLakehouse'>;
  readonly #kubernetes: Pick<KubernetesAccess, 'transportTo'>;
  readonly #now: () => number;

  static create(options: {
    /** Decides who may see the lakehouse. */
    service: Pick<LakehouseService, 'getLakehouse'>;
    kubernetes: Pick<KubernetesAccess, 'transportTo'>;
    now?: () => number;
  }): StackReader {
    return new StackReader(options);
  }

  private constructor(options: {
    service: Pick<LakehouseService, 'getLakehouse'>;
    kubernetes: Pick<KubernetesAccess, 'transportTo'>;
    now?: () => number;
  }) {
    this.#service = options.service;
    this.#kubernetes = options.kubernetes;
    this.#now = options.now ?? Date.now;
  }

  /**
   * @throws NotFoundError for a lakehouse that isn't there, NotAllowedError for one that may not be seen. That a cluster can't
   * be asked is an answer.
   */
  async read(
    lakehouse: string,
    options: { credentials: BackstageCredentials; signal: AbortSignal },
  ): Promise<StackReport> {
    const { credentials, signal } = options;
    const { annotations = {} } = await this.#service.getLakehouse(
      lakehouse,
      options,
    );
    const cluster = annotations[CLUSTER];
    const namespace = annotations[NAMESPACE];
    const name = annotations[ID] ?? lakehouse;
    if (!cluster || !namespace)
      return {
        ...{ status: 'not-read', reason: 'not-on-kubernetes' },
        message: `Nothing says in which cluster ${lakehouse} is. A lakehouse of the template for Kubernetes knows it; of another, app-config says it: annotations ${CLUSTER} and ${NAMESPACE} of its connection.`,
      };
    try {
      const client = new KubernetesClient(
        await this.#kubernetes.transportTo(cluster, credentials),
      );
      const text = await documentInCluster(client, { name, namespace }, signal);
      if (text === undefined)
        return {
          ...{ status: 'not-read', reason: 'no-document' },
          message: `The namespace ${namespace} of the cluster ${cluster} has no ConfigMap ${name}-document, in which a lakehouse of the template keeps its document.`,
        };
      return await this.#compare(client, {
        ...{ text, cluster, namespace, name, signal },
      });
    } catch (error) {
      signal.throwIfAborted();
      return notReadBecause(error);
    }
  }

  async #compare(
    client: KubernetesClient,
    of: {
      text: string;
      cluster: string;
      namespace: string;
      name: string;
      signal: AbortSignal;
    },
  ): Promise<StackReport> {
    const { text, cluster, namespace, name, signal } = of;
    const document: LakehouseDocument = parseLakehouse(
      text,
      `ConfigMap ${name}-document`,
    );
    const objects = objectsToApply(renderLakehouse(document).objects);
    const status = await readStatus(client, objects, {
      ...{ fieldManager: FIELD_MANAGER, signal },
      set: { name, namespace },
    });
    const { live, notes } = liveObjectsOf(status.objects);
    const readAtMs = this.#now();
    const findings = findingsOf(document, live, {
      ...{ cluster, now: new Date(readAtMs) },
    });
    return {
      ...{ status: 'read', cluster, namespace, document: text, readAtMs },
      objects: status.objects.map(describeStatus),
      findings,
      notes,
    };
  }
}
