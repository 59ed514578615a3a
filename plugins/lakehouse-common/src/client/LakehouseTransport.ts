import { ResponseError } from '@backstage/errors';
import type { RequestOptions } from '../api';
import { encodeQuery, type QueryValue } from './encodeQuery';

/**
 * What clients need of their surroundings; the `discoveryApi` and `fetchApi` of a browser fit, and so do the back end's
 * `discovery` service and `globalThis.fetch`.
 * @public
 */
export interface LakehouseClientOptions {
  discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
  fetchApi?: { fetch: typeof fetch };
}

/** Sends requests to the lakehouse back end, or to that of another plugin; an answer that is an error is thrown as `ResponseError`. */
export class LakehouseTransport {
  readonly #discoveryApi: LakehouseClientOptions['discoveryApi'];
  readonly #fetch: typeof fetch;
  readonly #pluginId: string;

  constructor(options: LakehouseClientOptions, pluginId = 'lakehouse') {
    this.#pluginId = pluginId;
    this.#discoveryApi = options.discoveryApi;
    const fetchApi = options.fetchApi;
    // Called through its owner: a browser's fetch refuses another `this`.
    this.#fetch = fetchApi
      ? (input, init) => fetchApi.fetch(input, init)
      : (input, init) => globalThis.fetch(input, init);
  }

  async get<T>(
    path: string,
    query: Record<string, QueryValue>,
    options?: RequestOptions,
  ): Promise<T> {
    return this.#send(
      'GET',
      `${path}${encodeQuery(query)}`,
      undefined,
      options,
    );
  }

  async post<T>(
    path: string,
    body: unknown,
    options?: RequestOptions,
  ): Promise<T> {
    return this.#send('POST', path, body, options);
  }

  /** The answer itself, for those that are read piece by piece. */
  async ask(
    method: string,
    path: string,
    body: unknown,
    options?: RequestOptions,
  ): Promise<Response> {
    const baseUrl = await this.#discoveryApi.getBaseUrl(this.#pluginId);
    const headers: Record<string, string> = {};
    if (body !== undefined) {
      headers['Content-Type'] = 'application/json';
    }
    if (options?.token) {
      headers.Authorization = `Bearer ${options.token}`;
    }
    const response = await this.#fetch(`${baseUrl}${path}`, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: options?.signal,
    });
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return response;
  }

  async #send<T>(
    method: string,
    path: string,
    body: unknown,
    options?: RequestOptions,
  ): Promise<T> {
    const response = await this.ask(method, path, body, options);
    return (await response.json()) as T;
  }
}
