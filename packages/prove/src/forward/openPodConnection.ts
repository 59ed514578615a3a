import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import {
  type ClusterAddress,
  ClusterUnreachableError,
  errorOfResponse,
  headersTo,
  type KubernetesError,
  UnexpectedResponseError,
} from '@lakehouse-portal/kubernetes';
import { WebSocket } from 'ws';
import { PodConnection } from './PodConnection';

/** Of Kubernetes: messages of bytes, each of which begins with the number of its channel. The kubelet speaks it. */
const PROTOCOL = 'v4.channel.k8s.io';
const HANDSHAKE_MS = 20_000;

/** A cluster and what its authority and the client's own certificate are, where the platform does not know them. */
export interface ForwardAddress extends ClusterAddress {
  readonly tls?: {
    readonly ca?: string | Buffer;
    readonly cert?: string | Buffer;
    readonly key?: string | Buffer;
  };
}

/** A port of a pod. */
export interface PodPort {
  readonly namespace: string;
  readonly pod: string;
  readonly port: number;
}

/**
 * Opens a connection to a port of a pod, through the API server and the kubelet of its node (`pods/portforward`).
 *
 * @throws UnauthorizedError, ForbiddenError, NotFoundError as the API server says; UnexpectedResponseError where something on
 * the way lets no WebSocket through; ClusterUnreachableError; the reason of the signal.
 */
export async function openPodConnection(
  address: ForwardAddress,
  { namespace, pod, port }: PodPort,
  options: { signal?: AbortSignal } = {},
): Promise<PodConnection> {
  const { signal } = options;
  signal?.throwIfAborted();
  const path = `/api/v1/namespaces/${encodeURIComponent(
    namespace,
  )}/pods/${encodeURIComponent(pod)}/portforward`;
  const operation = `GET ${path}`;
  const socket = new WebSocket(
    `${address.baseUrl.replace(/^http/, 'ws')}${path}?ports=${port}`,
    [PROTOCOL],
    {
      headers: await headersTo(address),
      followRedirects: false,
      handshakeTimeout: HANDSHAKE_MS,
      perMessageDeflate: false,
      ...address.tls,
    },
  );
  // At once: the first messages may come together with the answer to the handshake.
  const connection = new PodConnection(socket, port);
  const abort = () => socket.terminate();
  signal?.addEventListener('abort', abort, { once: true });
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('unexpected-response', (_request, response) => {
        refusalOf(operation, response).then(reject, reject);
      });
      connection.once('error', error =>
        reject(
          new ClusterUnreachableError(
            `${operation}: no connection to the pod: ${error.message}`,
            { operation, cause: error },
          ),
        ),
      );
    });
  } catch (error) {
    connection.on('error', () => {
      // What comes after the first is of no more use.
    });
    connection.destroy();
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener('abort', abort);
  }
  return connection;
}

async function refusalOf(
  operation: string,
  response: IncomingMessage,
): Promise<KubernetesError> {
  const status = response.statusCode ?? 0;
  // A proxy may pass the body on in a way that can't be read to its end.
  const body = await Promise.race([
    text(response).catch(() => ''),
    new Promise<string>(resolve => {
      setTimeout(() => resolve(''), 2_000).unref();
    }),
  ]);
  response.destroy();
  if (status === 404 && !body.includes('"kind":"Status"'))
    return new UnexpectedResponseError(
      `${operation}: 404 before the cluster was reached: something on the way lets no WebSocket through. In a portal with the signals plugin the root HTTP router has to be told to (passUpgradesToRoutes, docs/systems/kubernetes.md); a proxy in front of the cluster has to pass on Upgrade`,
      { operation },
    );
  return errorOfResponse(operation, { status, body });
}
