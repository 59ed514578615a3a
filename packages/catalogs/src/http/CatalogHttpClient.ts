import { Turns } from '@lakehouse-portal/storage';
import { Agent, fetch as undiciFetch } from 'undici';
import {
  CatalogConfigurationError,
  CatalogError,
  CatalogResponseError,
  CatalogUnavailableError,
} from '../errors';
import type { CatalogResponse } from './CatalogResponse';
import { describeNetworkError } from './describeNetworkError';
import { AUTHENTICATION_TIMEOUT, UNAVAILABLE } from './errorOfResponse';
import { readBody } from './readBody';
import type { RequestAuthenticator } from './RequestAuthenticator';
import { retryDelayMs } from './retryDelayMs';

/** How a catalog is asked over HTTP. */
export interface CatalogHttpOptions {
  /** Base of all requests. No request, and so no credential, goes to another origin. */
  url: URL;
  authenticator?: RequestAuthenticator;
  /** Sent with each request; may be secret. */
  headers?: Record<string, string>;
  /** Certificates of authorities that are trusted, PEM; those of the system when left out. */
  ca?: string;
  /** For one try, in milliseconds; 60,000 when left out. */
  timeoutMs?: number;
  /** Requests that are under way at once; 8 when left out. */
  concurrency?: number;
  /** Tries of a request that the catalog has no time for; 4 when left out. */
  attempts?: number;
  /** Instead of Node's, for tests. */
  fetch?: typeof fetch;
}

/** One request, relative to nothing: the URL is whole. */
export interface CatalogRequest {
  url: URL;
  method?: 'GET' | 'HEAD' | 'POST';
  headers?: Record<string, string>;
  /** A body of `POST`. */
  body?: string;
  /** Largest answer, in bytes; 32 MiB when left out. */
  maxBytes?: number;
  signal?: AbortSignal;
}

const DEFAULT_TIMEOUT_MS = 60_000;
const DEFAULT_CONCURRENCY = 8;
const DEFAULT_ATTEMPTS = 4;
const DEFAULT_MAX_BYTES = 32 * 1024 * 1024;
const MAX_REDIRECTS = 3;
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/**
 * Asks a catalog over HTTP: bounded in time, size and number, patient with 429 and 503, and true to one origin. Redirects
 * are followed within it, and refused beyond.
 */
export class CatalogHttpClient {
  readonly #options: CatalogHttpOptions;
  readonly #fetch: typeof fetch;
  readonly #agent: Agent | undefined;
  readonly #turns: Turns;

  /** @throws CatalogConfigurationError for a URL that is not plain http or https. */
  constructor(options: CatalogHttpOptions) {
    const { url, ca } = options;
    if (!/^https?:$/.test(url.protocol))
      throw new CatalogConfigurationError(
        `The address of a catalog has to start with http:// or https://, not ${url.protocol}`,
      );
    if (url.username !== '' || url.password !== '')
      throw new CatalogConfigurationError(
        'The address of a catalog must hold no user name or password',
      );
    this.#options = options;
    this.#agent = ca === undefined ? undefined : new Agent({ connect: { ca } });
    this.#fetch = options.fetch ?? this.#defaultFetch();
    this.#turns = new Turns(options.concurrency ?? DEFAULT_CONCURRENCY);
  }

  get origin(): string {
    return this.#options.url.origin;
  }

  /** What must not appear in messages. */
  get secrets(): readonly string[] {
    return [
      ...(this.#options.authenticator?.secrets ?? []),
      ...Object.values(this.#options.headers ?? {}),
    ];
  }

  /**
   * Asks, again where that may help.
   *
   * @returns The answer, whatever its status but for those that mean "later" to the end.
   * @throws CatalogUnavailableError, CatalogResponseError (too long, a redirect to elsewhere), and what the authenticator throws.
   */
  async request(request: CatalogRequest): Promise<CatalogResponse> {
    const attempts = this.#options.attempts ?? DEFAULT_ATTEMPTS;
    let mayAuthenticateAgain = true;
    for (let attempt = 1; ; attempt++) {
      // Another turn for each try: whoever waits holds up nobody.
      const { response, sent, failure } = await this.#turns.take(
        request.signal,
        () => this.#send(request),
      );
      request.signal?.throwIfAborted();
      const isRefused =
        response?.status === 401 || response?.status === AUTHENTICATION_TIMEOUT;
      if (isRefused && mayAuthenticateAgain) {
        mayAuthenticateAgain = false;
        // Not one of the tries: a token may have run out just then.
        if (this.#options.authenticator?.refused?.(sent)) continue;
      }
      if (response && !UNAVAILABLE.has(response.status)) return response;
      const delayMs = retryDelayMs(response, attempt);
      if (attempt >= attempts || delayMs === undefined)
        return orThrow(response, failure);
      await wait(delayMs, request.signal);
    }
  }

  /** Lets go of connections, those of the authenticator too; may be called more than once. */
  async close(): Promise<void> {
    await this.#options.authenticator?.close?.();
    if (this.#agent && !this.#agent.closed) await this.#agent.close();
  }

  /** One try: an answer, or why there is none where asking again may help. What the authenticator throws is thrown. */
  async #send(request: CatalogRequest): Promise<{
    response?: CatalogResponse;
    failure?: CatalogError;
    sent: Record<string, string>;
  }> {
    const timeoutMs = this.#options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
    const { method = 'GET', body } = request;
    let { url } = request;
    for (let redirects = 0; ; redirects++) {
      this.#requireOrigin(url, request.url);
      const what = `${method} ${url.origin}${url.pathname}`;
      const sent = await this.#headers({ method, url, body }, request);
      const timeout = AbortSignal.timeout(timeoutMs);
      const signal = request.signal
        ? AbortSignal.any([request.signal, timeout])
        : timeout;
      try {
        const response = await this.#fetch(url, {
          ...{ method, headers: sent, body, signal },
          redirect: 'manual',
        });
        const location = response.headers.get('location');
        if (REDIRECTS.has(response.status) && location !== null) {
          await response.body?.cancel();
          if (redirects >= MAX_REDIRECTS || method === 'POST')
            throw new CatalogResponseError(
              `${what} redirects ${
                method === 'POST' ? 'a POST' : 'on and on'
              }, which is not followed`,
            );
          url = redirectTarget(location, url, what);
          continue;
        }
        const bytes = await readBody(
          response,
          request.maxBytes ?? DEFAULT_MAX_BYTES,
          what,
        );
        const { status, headers } = response;
        return { response: { status, headers, bytes, what }, sent };
      } catch (error) {
        request.signal?.throwIfAborted();
        if (error instanceof CatalogError) throw error;
        const failure = new CatalogUnavailableError(
          timeout.aborted
            ? `${what} did not answer within ${timeoutMs} ms`
            : `${what}: ${describeNetworkError(error, url)}`,
        );
        return { failure, sent };
      }
    }
  }

  async #headers(
    { method, url, body }: { method: string; url: URL; body?: string },
    request: CatalogRequest,
  ): Promise<Record<string, string>> {
    const headers = {
      accept: 'application/json',
      ...this.#options.headers,
      ...request.headers,
    };
    const { authenticator } = this.#options;
    return authenticator
      ? authenticator.authenticate(
          { method, url, headers, body },
          request.signal,
        )
      : headers;
  }

  #requireOrigin(url: URL, asked: URL): void {
    if (url.origin !== this.origin)
      throw new CatalogResponseError(
        `${asked.origin}${asked.pathname} leads to ${url.origin}, another origin than ${this.origin}, where the portal sends nothing: credentials would go there too`,
      );
  }

  #defaultFetch(): typeof fetch {
    const dispatcher = this.#agent;
    // Node's own, which honours what is set for the process (a proxy); with authorities of our own that can't be.
    if (dispatcher === undefined) return (input, init) => fetch(input, init);
    return (async (input: URL, init: RequestInit) =>
      undiciFetch(input, {
        ...(init as Parameters<typeof undiciFetch>[1]),
        dispatcher,
      })) as unknown as typeof fetch;
  }
}

function redirectTarget(location: string, from: URL, what: string): URL {
  let target: URL;
  try {
    target = new URL(location, from);
  } catch {
    throw new CatalogResponseError(`${what} redirects to what is no URL`);
  }
  // Fetch refuses them as it does a broken connection, which would be tried again.
  if (target.username !== '' || target.password !== '')
    throw new CatalogResponseError(
      `${what} redirects to a URL with a user name or password, which is not followed`,
    );
  return target;
}

function orThrow(
  response: CatalogResponse | undefined,
  failure: CatalogError | undefined,
): CatalogResponse {
  if (response) return response;
  throw failure ?? new CatalogUnavailableError('No answer');
}

async function wait(delayMs: number, signal?: AbortSignal): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, delayMs);
    signal?.addEventListener('abort', stop, { once: true });
  });
}
