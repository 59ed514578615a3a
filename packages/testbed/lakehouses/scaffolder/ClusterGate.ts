import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { request } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { KubernetesCluster } from '../../src/kubernetes';

/**
 * Between a portal and the API server of a cluster: passes everything on, but can hold back what is written after a number
 * of objects, so that a portal is killed exactly in the middle of an apply.
 */
export class ClusterGate {
  readonly #server: Server;
  #passes = Infinity;
  #held: (() => void) | undefined;

  static async start(cluster: KubernetesCluster): Promise<ClusterGate> {
    const gate = new ClusterGate(cluster);
    await new Promise<void>(resolve =>
      gate.#server.listen(0, '127.0.0.1', () => resolve()),
    );
    return gate;
  }

  private constructor(cluster: KubernetesCluster) {
    this.#server = createServer((incoming, outgoing) => {
      if (isWritten(incoming) && this.#passes-- <= 0) {
        // No answer: the connection ends with who asked.
        this.#held?.();
        return;
      }
      pass(cluster, incoming, outgoing);
    });
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Lets `count` more objects be written, and no other; settles when the next one is held back. */
  async holdAfter(count: number): Promise<void> {
    this.#passes = count;
    await new Promise<void>(resolve => {
      this.#held = resolve;
    });
  }

  open(): void {
    this.#passes = Infinity;
  }

  stop(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}

function isWritten({ method, url }: IncomingMessage): boolean {
  return method === 'PATCH' && !url!.includes('dryRun=All');
}

function pass(
  cluster: KubernetesCluster,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): void {
  const asked = request(`${cluster.url}${incoming.url}`, {
    method: incoming.method,
    headers: incoming.headers,
    ca: cluster.ca,
    agent: false,
  });
  asked.once('response', answer => {
    outgoing.writeHead(answer.statusCode!, answer.headers);
    answer.pipe(outgoing);
  });
  asked.once('error', () => outgoing.destroy());
  incoming.pipe(asked);
}
