import type {
  AuthService,
  BackstageCredentials,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import {
  type ClusterAddress,
  fetchTransport,
  type KubernetesTransport,
} from '@lakehouse-portal/kubernetes';
import type { KnownCluster } from './KnownCluster';
import { readKnownClusters } from './readKnownClusters';
import { withProxyErrors } from './withProxyErrors';

/**
 * The clusters of the portal's Kubernetes plugin, reached through the proxy of its back end on behalf of a user: that plugin
 * decides who may (`kubernetes.proxy`), and has the credentials; nothing of a cluster is configured twice.
 *
 * Clusters whose credentials only a browser has (`google`, `oidc` and other client-side auth providers) answer 401.
 *
 * @public
 */
export class KubernetesAccess {
  readonly #discovery: DiscoveryService;
  readonly #auth: AuthService;

  constructor(services: { discovery: DiscoveryService; auth: AuthService }) {
    this.#discovery = services.discovery;
    this.#auth = services.auth;
  }

  /**
   * @param cluster - Its name in the configuration of the Kubernetes plugin.
   * @param credentials - Of who asks.
   */
  async transportTo(
    cluster: string,
    credentials: BackstageCredentials,
  ): Promise<KubernetesTransport> {
    return withProxyErrors(
      fetchTransport(await this.addressOf(cluster, credentials)),
      cluster,
    );
  }

  /**
   * Where the cluster is asked, and as whom: for what is no single request, as a port that is forwarded.
   *
   * @param cluster - Its name in the configuration of the Kubernetes plugin.
   * @param credentials - Of who asks.
   */
  async addressOf(
    cluster: string,
    credentials: BackstageCredentials,
  ): Promise<ClusterAddress> {
    return {
      baseUrl: `${await this.#discovery.getBaseUrl('kubernetes')}/proxy`,
      // Anew for each request: a token lives shorter than an apply may take.
      headers: async () => ({
        ...(await this.#headersFor(credentials)),
        'backstage-kubernetes-cluster': cluster,
      }),
    };
  }

  /**
   * The clusters that the Kubernetes plugin shows to who asks.
   *
   * @throws KubernetesError where it does not answer as it should.
   */
  async clusters(credentials: BackstageCredentials): Promise<KnownCluster[]> {
    const transport = fetchTransport({
      baseUrl: await this.#discovery.getBaseUrl('kubernetes'),
      headers: () => this.#headersFor(credentials),
    });
    return readKnownClusters(
      await transport.request({ method: 'GET', path: '/clusters' }),
    );
  }

  async #headersFor(
    onBehalfOf: BackstageCredentials,
  ): Promise<{ authorization: string }> {
    const { token } = await this.#auth.getPluginRequestToken({
      ...{ onBehalfOf, targetPluginId: 'kubernetes' },
    });
    return { authorization: `Bearer ${token}` };
  }
}
