import {
  ClusterUnreachableError,
  type KubernetesTransport,
} from '@lakehouse-portal/kubernetes';

/** As the proxy of Backstage's Kubernetes plugin has it when no answer of the cluster came. */
const NO_ANSWER =
  /^Cluster '.*' request error(?:; caused by (?:Error: )?(.*))?$/s;

/**
 * What the Kubernetes plugin's proxy says in place of a cluster that does not answer is a 500 like any of the cluster's own; here
 * it becomes what it is.
 *
 * @throws ClusterUnreachableError in its place
 */
export function withProxyErrors(
  transport: KubernetesTransport,
  cluster: string,
): KubernetesTransport {
  return {
    async request(request) {
      const response = await transport.request(request);
      if (response.status !== 500) return response;
      const why = NO_ANSWER.exec(messageOf(response.body));
      if (!why) return response;
      const operation = `${request.method} ${request.path}`;
      throw new ClusterUnreachableError(
        `The cluster ${cluster} does not answer${why[1] ? `: ${why[1]}` : ''}`,
        { operation },
      );
    },
  };
}

function messageOf(body: string): string {
  try {
    const { error } = JSON.parse(body) as { error?: { message?: unknown } };
    return String(error?.message ?? '');
  } catch {
    // Whatever it is, it is not of the proxy.
    return '';
  }
}
