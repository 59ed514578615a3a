import {
  type AddressInfo,
  createServer,
  type Server,
  type Socket,
} from 'node:net';
import { KubeConfig, PortForward } from '@kubernetes/client-node';
import type { KubernetesCluster } from '../../src/kubernetes';

const COORDINATORS =
  'pods?labelSelector=app.kubernetes.io%2Fcomponent%3Dcoordinator';

interface Pods {
  items: { metadata: { name: string } }[];
}

/**
 * As a load balancer before the coordinator of a lakehouse: how a portal outside of the cluster reaches it. It may be there
 * before the lakehouse is; until then nobody answers.
 */
export class TrinoBalancer {
  readonly #server: Server;
  readonly #cluster: KubernetesCluster;
  readonly #namespace: string;
  readonly #forwarding: PortForward;

  static async start(
    cluster: KubernetesCluster,
    namespace: string,
  ): Promise<TrinoBalancer> {
    const balancer = new TrinoBalancer(cluster, namespace);
    await new Promise<void>(resolve =>
      balancer.#server.listen(0, '127.0.0.1', () => resolve()),
    );
    return balancer;
  }

  private constructor(cluster: KubernetesCluster, namespace: string) {
    const config = new KubeConfig();
    config.loadFromFile(cluster.kubeconfig);
    this.#cluster = cluster;
    this.#namespace = namespace;
    this.#forwarding = new PortForward(config);
    this.#server = createServer(socket => {
      socket.once('error', () => socket.destroy());
      // Without a coordinator the connection ends, as that of a balancer with nothing behind it.
      this.#forward(socket).catch(() => socket.destroy());
    });
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.#server.close();
  }

  async #forward(socket: Socket): Promise<void> {
    const { items } = await this.#cluster.api.request<Pods>(
      'GET',
      `/api/v1/namespaces/${this.#namespace}/${COORDINATORS}`,
    );
    if (items.length === 0) throw new Error('There is no coordinator yet');
    await this.#forwarding.portForward(
      this.#namespace,
      items[0].metadata.name,
      [8080],
      socket,
      null,
      socket,
    );
  }
}
