import {
  fetchTransport,
  KubernetesClient,
  type KubernetesTransport,
} from '@lakehouse-portal/kubernetes';
import { Agent, fetch as undiciFetch } from 'undici';
import type { KubernetesApi } from '../../src/kubernetes';

/** The transport by which the portal's own code asks this API server, as whoever that is. */
export function transportAs(
  api: KubernetesApi,
  options: { timeoutMs?: number } = {},
): KubernetesTransport {
  const { url, ca, credentials } = api;
  const dispatcher = new Agent({
    connect: {
      ca,
      ...('certificate' in credentials && {
        cert: credentials.certificate,
        key: credentials.key,
      }),
    },
  });
  return fetchTransport({
    baseUrl: url,
    fetch: ((input: string, init: object) =>
      undiciFetch(input, { ...init, dispatcher })) as unknown as typeof fetch,
    ...('token' in credentials && {
      headers: { authorization: `Bearer ${credentials.token}` },
    }),
    ...options,
  });
}

/** A client of the portal's own for this API server. */
export function clientAs(api: KubernetesApi): KubernetesClient {
  return new KubernetesClient(transportAs(api));
}
