import { requireHttpUrl } from '../config/requireHttpUrl';
import { fetchObject, type OtherAnswer } from '../http/fetchObject';
import type { StoreLocation } from '../locations';
import { failureOfStatus } from '../requests/failureOfStatus';
import type {
  ListedPage,
  ObjectStore,
  OpenedObject,
} from '../requests/ObjectStore';
import { StoreFailure } from '../requests/StoreFailure';
import type { GcsFileIOOptions } from './GcsFileIO';
import { GoogleToken } from './GoogleToken';
import { parseListing } from './parseListing';

const ENDPOINT = 'https://storage.googleapis.com';

/**
 * Google Cloud Storage by its JSON API. Google's own client library cannot stop a request that has begun; of it only the
 * part for credentials is used.
 * @see https://cloud.google.com/storage/docs/json_api
 */
export class GcsStore implements ObjectStore {
  readonly #endpoint: string;
  readonly #token: Pick<GoogleToken, 'headers'> | undefined;

  constructor(options: Omit<GcsFileIOOptions, 'warehouses' | 'requests'>) {
    const { token } = options;
    const emulator =
      options.endpoint === undefined ? emulatorOfEnvironment() : undefined;
    this.#endpoint = requireHttpUrl(
      options.endpoint ?? emulator ?? ENDPOINT,
      'endpoint',
    );
    // An endpoint may be Google's own by another way (Private Service Connect), where requests are signed as ever.
    const isAnonymous =
      options.anonymous ??
      (emulator !== undefined && options.keyFile === undefined);
    if (token !== undefined)
      this.#token = {
        headers: async () => ({ authorization: `Bearer ${token}` }),
      };
    else if (!isAnonymous) this.#token = new GoogleToken(options.keyFile);
  }

  async open(
    { container, path }: StoreLocation,
    options: { range?: { first: number; last: number }; signal: AbortSignal },
  ): Promise<OpenedObject> {
    return this.#get(
      `/storage/v1/b/${container}/o/${encodeURIComponent(path)}?alt=media`,
      options,
    );
  }

  async list(
    { container, path }: StoreLocation,
    options: { token?: string; signal: AbortSignal },
  ): Promise<ListedPage> {
    const query = new URLSearchParams({
      delimiter: '/',
      fields: 'items(name,size,updated),prefixes,nextPageToken',
      maxResults: '1000',
    });
    if (path !== '') query.set('prefix', `${path}/`);
    if (options.token !== undefined) query.set('pageToken', options.token);
    const answer = await this.#get(`/storage/v1/b/${container}/o?${query}`, {
      signal: options.signal,
    });
    try {
      return await parseListing(answer.body);
    } finally {
      answer.close();
    }
  }

  async #get(
    pathAndQuery: string,
    options: { range?: { first: number; last: number }; signal: AbortSignal },
  ): Promise<OpenedObject> {
    const answer = await fetchObject(`${this.#endpoint}${pathAndQuery}`, {
      ...options,
      headers: (await this.#token?.headers()) ?? {},
    });
    if ('object' in answer) return answer.object;
    throw failureOf(answer);
  }
}

function failureOf({ status, retryAfter }: OtherAnswer): StoreFailure {
  return failureOfStatus(status, { retryAfter });
}

/** Google's libraries take it with and without a scheme. */
function emulatorOfEnvironment(): string | undefined {
  const host = process.env.STORAGE_EMULATOR_HOST;
  if (host === undefined || host === '') return undefined;
  return /^https?:\/\//.test(host) ? host : `http://${host}`;
}
