import {
  type ApplyOptions,
  applyObjects,
  type KubernetesClient,
  type KubernetesObject,
  type LiveObject,
  previewObjects,
} from '@lakehouse-portal/kubernetes';
import { type KubernetesCluster, startKubernetes } from '../../src/kubernetes';
import { clientAs } from './clientAs';

/** Who applies, where a test says nothing else. */
export const MANAGER = 'lakehouse-portal';

/** A Kubernetes that is its API only, and sets of objects that are applied to it: each test has a namespace of its own. */
export class AppliedSets {
  #cluster: KubernetesCluster | undefined;
  #client: KubernetesClient | undefined;
  #namespace = '';
  #count = 0;

  async start(): Promise<{
    cluster: KubernetesCluster;
    client: KubernetesClient;
  }> {
    const cluster = await startKubernetes({ level: 'api' });
    const client = clientAs(cluster.api);
    this.#cluster = cluster;
    this.#client = client;
    return { cluster, client };
  }

  /** The namespace of the next test. */
  next(): string {
    this.#count += 1;
    this.#namespace = `lake-${process.pid}-${this.#count}`;
    return this.#namespace;
  }

  async stop(): Promise<void> {
    await this.#cluster?.stop();
  }

  readonly set = () => ({ name: 'lake', namespace: this.#namespace });

  readonly apply = (
    objects: readonly KubernetesObject[],
    options: Partial<ApplyOptions> = {},
    as: KubernetesClient = this.#client!,
  ) =>
    applyObjects(as, objects, {
      ...{ fieldManager: MANAGER, set: this.set() },
      ...options,
    });

  readonly preview = (objects: readonly KubernetesObject[]) =>
    previewObjects(this.#client!, objects, {
      ...{ fieldManager: MANAGER, set: this.set() },
    });

  /** What is done, by id. */
  readonly actions = (objects: readonly { id: string; action: string }[]) =>
    Object.fromEntries(objects.map(({ id, action }) => [id, action]));

  /** As the cluster has it. */
  readonly live = async (object: KubernetesObject): Promise<LiveObject> => {
    const { apiVersion, kind, metadata } = object;
    return (await this.#client!.find({ apiVersion, kind, ...metadata }))!;
  };

  readonly versions = async (objects: readonly KubernetesObject[]) => {
    const found = await Promise.all(objects.map(this.live));
    return found.map(({ metadata }) => metadata.resourceVersion);
  };

  readonly configMap = (
    name: string,
    data: Record<string, string>,
    annotations?: Record<string, string>,
  ): KubernetesObject => ({
    ...{ apiVersion: 'v1', kind: 'ConfigMap' },
    metadata: {
      name,
      namespace: this.#namespace,
      ...(annotations && { annotations }),
    },
    data,
  });
}
