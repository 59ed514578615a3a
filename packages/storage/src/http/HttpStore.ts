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
  readonly #headers: Headers;
  readonly #query: string;

  constructor(
    warehouses: Warehouses,
    options: { headers?: Record<string, string>; query?: string },
  ) {
    this.#warehouses = warehouses;
    this.#headers = checkedHeaders(options.headers ?? {});
    this.#query = options.query?.replace(/^\?/, '') ?? '';
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
    const target = URL.canParse(to, from) ? new URL(to, from) : undefined;
    // Where the query is ours, it comes back with the redirect.
    if (target) target.search = '';
    const place = target && this.#placeInside(target.href);
    if (place) return `${place.root}/${place.path}`;
    throw new StoreFailure(
      'permanent',
      `the server answered ${status} and redirects to where files may not be read`,
      { status, code: 'RedirectNotAllowed' },
    );
  }

  #placeInside(location: string): StoreLocation | undefined {
    try {
      return this.#warehouses.find(location)?.place;
    } catch (error) {
      if (error instanceof LocationNotAllowedError) return undefined;
      throw error;
    }
  }
}

function checkedHeaders(headers: Record<string, string>): Headers {
  try {
    return new Headers(headers);
  } catch {
    // The reason that is given quotes the value.
    throw new StorageConfigError(
      `A header of the HTTP store is not valid: one of ${Object.keys(
        headers,
      ).join(', ')}`,
      { path: 'headers' },
    );
  }
}
