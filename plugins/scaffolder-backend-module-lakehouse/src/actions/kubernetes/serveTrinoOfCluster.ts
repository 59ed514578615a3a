import {
  createServer,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type {
  KubernetesRequest,
  KubernetesTransport,
} from '@lakehouse-portal/kubernetes';
import { toError } from '@backstage/errors';

/** Addresses that Trino tells its client to ask next; in a text within the rows their quotes are escaped. */
const ADDRESSES =
  /("(?:nextUri|infoUri|partialCancelUri)":")https?:\/\/[^/"]+/g;
/** Of requests: everything else is of the connection from hop to hop, or a secret that the API server does not pass on. */
const PASSED = /^(x-trino-|accept$|content-type$|user-agent$)/;
const METHODS = ['GET', 'POST', 'DELETE'];

/** Trino of a cluster, at an address of this machine. */
export interface ServedTrino {
  /** `http://127.0.0.1:41234`. */
  url: string;
  close(): Promise<void>;
}

/**
 * Reaches a Trino through the API server of its cluster, which passes requests on to services: nothing of the lakehouse has to
 * be reachable from the portal. For this Trino must accept X-Forwarded headers, and ask nobody for a password: the API server
 * keeps the header Authorization to itself.
 *
 * @param service - `https:name:port` or `http:name:port`, as the API server has it.
 */
export async function serveTrinoOfCluster(
  transport: KubernetesTransport,
  target: { namespace: string; service: string },
): Promise<ServedTrino> {
  const prefix = `/api/v1/namespaces/${target.namespace}/services/${target.service}/proxy`;
  const server = createServer((request, response) => {
    pass(transport, prefix, request, response).catch(thrown => {
      // What stands between here and Trino, for the proof to tell.
      response.statusCode = 502;
      response.end(toError(thrown).message);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve());
  });
  return {
    url: originOf(server.address() as AddressInfo),
    close: () =>
      new Promise<void>(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function pass(
  transport: KubernetesTransport,
  prefix: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const method = request.method ?? 'GET';
  if (!METHODS.includes(method)) {
    response.statusCode = 405;
    response.end();
    return;
  }
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://any');
  const closed = new AbortController();
  response.once('close', () => closed.abort());
  const body = await text(request);
  const answer = await transport.request({
    method: method as KubernetesRequest['method'],
    path: `${prefix}${pathname}`,
    query: Object.fromEntries(searchParams),
    headers: passedHeaders(request),
    ...(body === '' ? {} : { body }),
    signal: closed.signal,
  });
  response.statusCode = answer.status;
  response.setHeader('content-type', 'application/json');
  response.end(
    answer.body.replace(
      ADDRESSES,
      (_, key: string) =>
        `${key}${originOf(request.socket.address() as AddressInfo)}`,
    ),
  );
}

function passedHeaders(request: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(request.headers).flatMap(([name, value]) =>
      PASSED.test(name) && value !== undefined
        ? [[name, Array.isArray(value) ? value.join(',') : value]]
        : [],
    ),
  );
}

function originOf({ port }: AddressInfo): string {
  return `http://127.0.0.1:${port}`;
}
