import { LocationNotAllowedError } from '@lakehouse-portal/table-metadata';
import { StorageConfigError } from '../errors';
import type { StoreLocation, Warehouses } from '../locations';
import { failureOfStatus } from '../requests/failureOfStatus';
import type { ObjectStore, OpenedObject } from '../requests/ObjectStore';
import { StoreFailure } from '../requests/StoreFailure';
import { fetchObject } from './fetchObject';

const MAX_REDIRECTS = 5;

/** A web server. */
export class HttpStore implements ObjectStore {
  readonly #warehouses: Warehouses;
  readonly #headers: Record<string, string>;
  readonly #query: string;

  constructor(
    warehouses: Warehouses,
    options: { headers?: Record<string, string>; query?: string },
  ) {
    this.#warehouses = warehouses;
    this.#headers = options.headers ?? {};
    this.#query = options.query?.replace(/^\?/, '') ?? '';
    try {
      new Headers(this.#headers);
    } catch {
      // The reason that fetch gives quotes the value.
      throw new StorageConfigError(
        `A header of the HTTP store is not valid: one of ${Object.keys(
          this.#headers,
        ).join(', ')}`,
        { path: 'headers' },
      );
    }
  }

  async open(
    place: StoreLocation,
    options: { range?: { first: number; last: number }; signal: AbortSignal },
  ): Promise<OpenedObject> {
    let url = `${place.root}/${place.path}`;
    for (let redirects = 0; ; redirects++) {
      const query = this.#query === '' ? '' : `?${this.#query}`;
      const answer = await fetchObject(`${url}${query}`, {
        ...options,
        headers: this.#headers,
      });
      if ('object' in answer) return answer.object;
      const { status, redirect, retryAfter } = answer;
      if (redirect === undefined) throw failureOfStatus(status, { retryAfter });
      if (redirects >= MAX_REDIRECTS)
        throw new StoreFailure(
          'permanent',
          `the server redirected more than ${MAX_REDIRECTS} times`,
          { status },
        );
      url = this.#follow(url, redirect, status);
    }
  }

  /** Servers that were asked for a file must not be able to send us elsewhere: behind our firewall is more than theirs. */
  #follow(from: string, to: string, status: number): string {
    try {
      const target = new URL(to, from);
      // Where the query is ours, it comes back with the redirect.
      target.search = '';
      const place = this.#warehouses.require(target.href);
      return `${place.root}/${place.path}`;
    } catch (error) {
      if (
        !(error instanceof LocationNotAllowedError) &&
        !(error instanceof TypeError)
      )
        throw error;
      throw new StoreFailure(
        'permanent',
        `the server answered ${status} and redirects to where files may not be read`,
        { status, code: 'RedirectNotAllowed' },
      );
    }
  }
}
