import { type AddressInfo, createServer, type Socket } from 'node:net';
import { pipeline } from 'node:stream/promises';
import {
  type KubernetesClient,
  type LiveObject,
  NotFoundError,
} from '@lakehouse-portal/kubernetes';
import type { PodConnection } from './PodConnection';
import { type ForwardAddress, openPodConnection } from './openPodConnection';

/** A port of pods, as a port of this machine. */
export interface ForwardedPort {
  /** On 127.0.0.1. */
  port: number;
  close(): Promise<void>;
}

/** Which pods, and which port of them. */
export interface ForwardTarget {
  namespace: string;
  /** Labels of the pod; one that is ready is chosen, and another when that has gone. */
  selector: Record<string, string>;
  port: number;
}

/**
 * Makes a port of a pod a port of this machine, as `kubectl port-forward` does: each connection to it becomes one to the pod,
 * through the API server. It listens on 127.0.0.1 only; whoever is on this machine reaches the port while it is open.
 *
 * A first connection is tried before, so that what stands in the way is told.
 *
 * @throws NotFoundError where no pod is ready; what `openPodConnection` throws.
 */
export async function forwardPort(
  address: ForwardAddress,
  client: Pick<KubernetesClient, 'json'>,
  target: ForwardTarget,
  options: {
    signal?: AbortSignal;
    /** Is told of connections that did not come about, or broke off. */
    onError?: (error: Error) => void;
  } = {},
): Promise<ForwardedPort> {
  const { signal, onError } = options;
  const { namespace, port } = target;
  let pod: string | undefined;
  const connect = async (): Promise<PodConnection> => {
    pod ??= await readyPod(client, target, signal);
    try {
      return await openPodConnection(
        address,
        { namespace, pod, port },
        { signal },
      );
    } catch (error) {
      // It may have been replaced.
      pod = undefined;
      throw error;
    }
  };
  (await connect()).destroy();
  const sockets = new Set<Socket>();
  const server = createServer({ pauseOnConnect: true }, socket => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    connect()
      .then(connection => pipeline(socket, connection, socket))
      .catch((error: Error) => {
        socket.destroy();
        // Ended by who asked, with an answer on its way still.
        if (!isEnd(error)) onError?.(error);
      });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve());
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise<void>(resolve => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

interface Pod extends LiveObject {
  status?: { conditions?: { type: string; status: string }[] };
}

async function readyPod(
  client: Pick<KubernetesClient, 'json'>,
  { namespace, selector }: ForwardTarget,
  signal?: AbortSignal,
): Promise<string> {
  const labelSelector = Object.entries(selector)
    .map(([name, value]) => `${name}=${value}`)
    .join(',');
  const { items } = await client.json<{ items: Pod[] }>({
    method: 'GET',
    path: `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods`,
    query: { labelSelector },
    signal,
  });
  const ready = items.find(
    ({ metadata, status }) =>
      metadata.deletionTimestamp === undefined &&
      status?.conditions?.some(
        condition => condition.type === 'Ready' && condition.status === 'True',
      ),
  );
  if (!ready)
    throw new NotFoundError(
      `No pod of the namespace ${namespace} with the labels ${labelSelector} is ready; there ${
        items.length === 1 ? 'is 1' : `are ${items.length}`
      } that ${items.length === 1 ? 'is' : 'are'} not`,
    );
  return ready.metadata.name;
}

function isEnd(error: NodeJS.ErrnoException): boolean {
  return (
    error.code === 'ERR_STREAM_PREMATURE_CLOSE' || error.code === 'ECONNRESET'
  );
}
