import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { type Lakehouse, trinoEndpoint } from '@lakehouse-portal/blueprint';
import type { KubernetesClient } from '@lakehouse-portal/kubernetes';
import {
  MissingLoginError,
  reachTrinoOfCluster,
  type ReachedTrino,
} from '@lakehouse-portal/prove';
import type { KubernetesAccess } from '@lakehouse-portal/plugin-lakehouse-node';
import { serveTrinoOfCluster } from './serveTrinoOfCluster';

/** Who asks Trino where nothing says who may. */
const PORTAL = 'lakehouse-portal';

/** As the input of an action has it. */
export interface TrinoInput {
  /** Without: through the API server of the cluster. */
  url?: string;
  user: string;
  /** Secret. */
  password?: string;
  /** PEM. */
  ca?: string;
}

/**
 * How the Trino of a lakehouse is reached: at an address that is given; else through the API server of its cluster, by its
 * proxy for services, or, since that keeps passwords to itself, by a forwarded port where Trino asks for one.
 *
 * @throws InputError where no password is to be had; KubernetesError.
 */
export async function reachTrino(
  of: {
    kubernetes: Pick<KubernetesAccess, 'addressOf' | 'transportTo'>;
    credentials: BackstageCredentials;
    cluster: string;
    client: KubernetesClient;
    lakehouse: Lakehouse;
    signal?: AbortSignal;
    onError?: (error: Error) => void;
  },
  input: TrinoInput | undefined,
): Promise<ReachedTrino> {
  const { kubernetes, credentials, cluster, client, lakehouse } = of;
  const { signal, onError } = of;
  const user = lakehouse.access?.admins[0] ?? PORTAL;
  if (input?.url !== undefined) {
    const { url, password, ca } = input;
    return {
      options: {
        server: url,
        user: input.user,
        ...(password !== undefined && {
          authentication: { type: 'basic', username: input.user, password },
        }),
        ...(ca !== undefined && { tls: { ca } }),
      },
      close: async () => {},
    };
  }
  const endpoint = trinoEndpoint(lakehouse);
  if (!endpoint.login) {
    const served = await serveTrinoOfCluster(
      await kubernetes.transportTo(cluster, credentials),
      {
        namespace: lakehouse.namespace,
        // That for HTTP, which each has.
        service: `http:${endpoint.service}:8080`,
      },
    );
    return {
      options: { server: served.url, user: input?.user ?? user },
      close: () => served.close(),
    };
  }
  try {
    return await reachTrinoOfCluster(
      await kubernetes.addressOf(cluster, credentials),
      client,
      endpoint,
      {
        ...{ user, signal, onError },
        ...(input?.password !== undefined && {
          login: { user: input.user, password: input.password },
        }),
      },
    );
  } catch (error) {
    if (error instanceof MissingLoginError)
      throw new InputError(
        `${error.message} as input "trino", from the secrets of the task`,
      );
    throw error;
  }
}
