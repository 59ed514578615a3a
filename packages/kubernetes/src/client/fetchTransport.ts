import {
  ClusterUnreachableError,
  InvalidInputError,
  KubernetesError,
  RequestTimeoutError,
  UnexpectedResponseError,
} from '../errors';
import { type ClusterAddress, headersTo } from './ClusterAddress';
import type {
  KubernetesRequest,
  KubernetesResponse,
  KubernetesTransport,
} from './KubernetesTransport';
import { readBounded } from './readBounded';

/** How an API server is asked by `fetch`. */
export interface FetchTransportOptions extends ClusterAddress {
  /** The platform's when left out. One that trusts the cluster's authority is the caller's. */
  readonly fetch?: typeof fetch;
  /** For a request with its answer, in milliseconds; 30,000 when left out. */
  readonly timeoutMs?: number;
  /** Largest answer, in bytes; 16 MiB when left out. */
  readonly maxBytes?: number;
}

const DEFAULT_TIMEOUT_MS = 30_000;
const DEFAULT_MAX_BYTES = 16 * 1024 * 1024;

/**
 * Asks by `fetch`: bounded in time and size, and true to one address.
 *
 * @throws InvalidInputError for a base that is not http or https, or that holds a password.
 */
export function fetchTransport(
  options: FetchTransportOptions,
): KubernetesTransport {
  const base = baseOf(options.baseUrl);
  const timeoutMs = options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  const maxBytes = options.maxBytes ?? DEFAULT_MAX_BYTES;
  return {
    async request(request) {
      request.signal?.throwIfAborted();
      const operation = `${request.method} ${request.path}`;
      const timeout = AbortSignal.timeout(timeoutMs);
      const signal = request.signal
        ? AbortSignal.any([request.signal, timeout])
        : timeout;
      const ask = async (): Promise<KubernetesResponse> => {
        const response = await (options.fetch ?? fetch)(urlOf(base, request), {
          method: request.method,
          headers: { ...request.headers, ...(await headersTo(options)) },
          body: request.body,
          redirect: 'manual',
          signal,
        });
        if (response.type === 'opaqueredirect' || isRedirect(response.status)) {
          await response.body?.cancel();
          throw new UnexpectedResponseError(
            `${operation}: the cluster's address answers with a redirect, which is not followed: credentials would go elsewhere. Is ${base} the address of the API server, and is somebody signed in?`,
            { operation },
          );
        }
        return {
          status: response.status,
          body: await readBounded(response, maxBytes, operation),
          ...warningOf(response),
        };
      };
      try {
        return await orAborted(ask(), signal);
      } catch (error) {
        request.signal?.throwIfAborted();
        if (timeout.aborted)
          throw new RequestTimeoutError(
            `${operation}: no whole answer from the cluster within ${
              timeoutMs / 1_000
            } s`,
            { operation, cause: error },
          );
        if (error instanceof KubernetesError) throw error;
        throw new ClusterUnreachableError(
          `The cluster can't be reached at ${base}: ${reasonOf(error)}`,
          { operation, cause: error },
        );
      }
    },
  };
}

function baseOf(text: string): string {
  if (!URL.canParse(text))
    throw new InvalidInputError('The address of a cluster is not a URL');
  const url = new URL(text);
  if (!/^https?:$/.test(url.protocol))
    throw new InvalidInputError(
      `The address of a cluster starts with https:// or http://, not ${url.protocol}`,
    );
  if (url.username !== '' || url.password !== '')
    throw new InvalidInputError(
      'The address of a cluster must hold no user name or password',
    );
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}

function urlOf(base: string, { path, query }: KubernetesRequest): string {
  const search = new URLSearchParams(query).toString();
  return `${base}${path}${search === '' ? '' : `?${search}`}`;
}

function isRedirect(status: number): boolean {
  return status >= 300 && status < 400 && status !== 304;
}

function warningOf(response: Response): { warning?: string } {
  const warning = response.headers.get('warning');
  return warning === null ? {} : { warning };
}

/** A `fetch` that is handed in may not obey its signal. */
function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    work
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', abort));
  });
}

/** That of Node's `fetch` says only "fetch failed"; the cause says more. */
function reasonOf(error: unknown): string {
  const { cause } = error as { cause?: { code?: string; message?: string } };
  if (cause?.message) return cause.message;
  if (cause?.code) return cause.code;
  return error instanceof Error ? error.message : String(error);
}
