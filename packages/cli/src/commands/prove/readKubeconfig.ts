import type { RequestOptions } from 'node:https';
import { KubeConfig } from '@kubernetes/client-node';
import { fetchTransport, KubernetesClient } from '@lakehouse-portal/kubernetes';
import type { ForwardAddress } from '@lakehouse-portal/prove';
import { Agent, fetch as fetchVia } from 'undici';
import { BadInputError } from '../../errors/BadInputError';

/** A cluster, as kubectl would ask it. */
export interface KubectlCluster {
  /** Of the context. */
  name: string;
  address: ForwardAddress;
  client: KubernetesClient;
}

/**
 * The cluster of a kubeconfig: the one of `KUBECONFIG` or `~/.kube/config`, and its current context, where nothing is said.
 *
 * @throws BadInputError where there is none.
 */
export async function readKubeconfig(options: {
  kubeconfig?: string;
  context?: string;
}): Promise<KubectlCluster> {
  const config = new KubeConfig();
  try {
    if (options.kubeconfig === undefined) config.loadFromDefault();
    else config.loadFromFile(options.kubeconfig);
    if (options.context !== undefined)
      config.setCurrentContext(options.context);
  } catch (error) {
    throw new BadInputError(
      `The kubeconfig cannot be read: ${(error as Error).message}`,
    );
  }
  const cluster = config.getCurrentCluster();
  if (!cluster)
    throw new BadInputError(
      options.context === undefined
        ? 'No kubeconfig names a current cluster: give --kubeconfig or --context'
        : `The kubeconfig has no context "${options.context}"`,
    );
  if (cluster.skipTLSVerify)
    throw new BadInputError(
      `The kubeconfig says not to verify the certificate of ${cluster.server}: passwords are read from there, so it has to be`,
    );
  const tls = await optionsOf(config);
  const { ca, cert, key } = tls as ForwardAddress['tls'] & RequestOptions;
  const dispatcher = new Agent({ connect: { ca, cert, key } });
  const address: ForwardAddress = {
    baseUrl: cluster.server.replace(/\/+$/, ''),
    // Anew for each request: a token that a program gives runs out.
    headers: async () => headersOf(await optionsOf(config)),
    tls: {
      ...(ca && { ca: ca as string }),
      ...(cert && { cert: cert as string }),
      ...(key && { key: key as string }),
    },
  };
  return {
    name: config.getCurrentContext(),
    address,
    client: new KubernetesClient(
      fetchTransport({
        ...address,
        fetch: ((url: string, init: object) =>
          fetchVia(url, { ...init, dispatcher })) as unknown as typeof fetch,
      }),
    ),
  };
}

async function optionsOf(config: KubeConfig): Promise<RequestOptions> {
  const options: RequestOptions = {};
  await config.applyToHTTPSOptions(options);
  return options;
}

function headersOf({ headers }: RequestOptions): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers ?? {}).flatMap(([name, value]) =>
      value === undefined ? [] : [[name.toLowerCase(), String(value)]],
    ),
  );
}
