import type { JsonObject } from '@lakehouse-portal/table-metadata';
import type { CatalogReference } from '../catalog';
import { CatalogResponseError } from '../errors';
import {
  type CatalogHttpClient,
  type CatalogResponse,
  errorOfResponse,
} from '../http';
import { listPages } from '../rest/listPages';
import { pathSegment } from '../rest/restPath';
import {
  entriesOf,
  logEntriesOf,
  type NessieEntry,
  type NessieLogEntry,
  nextOf,
  objectOf,
  referenceOf,
  textOf,
} from './nessieAnswers';

/** What Nessie says of itself. */
export interface NessieConfig {
  defaultBranch: string;
  /** Of the API's specification, for example `2.2.0`. */
  specVersion?: string;
}

const PAGE_SIZE = 1000;
const MAX_REFERENCES = 5000;

/**
 * The reading half of Nessie's own API, version 2.
 *
 * @see https://projectnessie.org/nessie-latest/api/
 */
export class NessieApi {
  readonly #client: CatalogHttpClient;
  readonly #base: URL;

  /** @param base - Of the server, without `api/v2`; ends with a slash. */
  constructor(client: CatalogHttpClient, base: URL) {
    this.#client = client;
    this.#base = new URL('api/v2/', base);
  }

  async config(signal?: AbortSignal): Promise<NessieConfig> {
    const { answer, response } = await this.#get('config', {}, signal);
    const defaultBranch = textOf(answer.defaultBranch);
    if (defaultBranch === undefined)
      throw new CatalogResponseError(
        `${response.what} answered without a default branch: is this the address of a Nessie?`,
      );
    return { defaultBranch, specVersion: textOf(answer.specVersion) };
  }

  /** All branches and tags, at most 5,000. */
  async references(signal?: AbortSignal): Promise<CatalogReference[]> {
    const found: CatalogReference[] = [];
    const pages = listPages(
      async token => {
        const { answer, response } = await this.#get(
          'trees',
          page(token),
          signal,
        );
        const list = Array.isArray(answer.references) ? answer.references : [];
        return {
          items: list.flatMap(value => referenceOf(value) ?? []),
          next: nextOf(answer, response),
        };
      },
      ({ name, type }) => `${type} ${name}`,
      'references',
    );
    for await (const items of pages) {
      for (const item of items) found.push(item);
      if (found.length >= MAX_REFERENCES) break;
    }
    return found.slice(0, MAX_REFERENCES);
  }

  /** Everything on a reference with its content, page by page, all of the same commit. */
  async *entries(
    reference: string,
    signal?: AbortSignal,
  ): AsyncGenerator<NessieEntry[]> {
    let at = pathSegment(reference);
    yield* listPages(
      async token => {
        const { answer, response } = await this.#get(
          `trees/${at}/entries`,
          { ...page(token), content: 'true' },
          signal,
        );
        const effective = referenceOf(answer.effectiveReference);
        // The next page is to be of the commit of the first: what is committed meanwhile may move entries between pages.
        if (token === '' && effective)
          at = `${pathSegment(reference)}@${pathSegment(effective.hash)}`;
        return {
          items: entriesOf(answer, response),
          next: nextOf(answer, response),
        };
      },
      ({ elements }) => JSON.stringify(elements),
      `entries of ${reference}`,
    );
  }

  /** The first page of what there is, for seeing whether we may. */
  async countFirstEntries(
    reference: string,
    signal?: AbortSignal,
  ): Promise<number> {
    const { answer, response } = await this.#get(
      `trees/${pathSegment(reference)}/entries`,
      { 'max-records': '10' },
      signal,
    );
    return entriesOf(answer, response).length;
  }

  /** What is kept under a key; undefined when there is nothing. */
  async entry(
    reference: string,
    elements: readonly string[],
    signal?: AbortSignal,
  ): Promise<NessieEntry | undefined> {
    // By filter rather than by path: the encoding of keys in paths has changed between versions of the server.
    const { answer, response } = await this.#get(
      `trees/${pathSegment(reference)}/entries`,
      {
        ...page(''),
        content: 'true',
        filter: `entry.keyElements == ${celList(elements)}`,
      },
      signal,
    );
    return entriesOf(answer, response).find(entry =>
      isSame(entry.elements, elements),
    );
  }

  /** The commits of a reference that touched a key, newest first, page by page. */
  async *log(
    reference: string,
    elements: readonly string[],
    pageSize: number,
    signal?: AbortSignal,
  ): AsyncGenerator<NessieLogEntry[]> {
    yield* listPages(
      async token => {
        const { answer, response } = await this.#get(
          `trees/${pathSegment(reference)}/history`,
          {
            ...page(token, pageSize),
            fetch: 'ALL',
            filter: `operations.exists(op, op.keyElements == ${celList(
              elements,
            )})`,
          },
          signal,
        );
        return {
          items: logEntriesOf(answer, response),
          next: nextOf(answer, response),
        };
      },
      ({ commit }) => commit.hash,
      `commits of ${reference}`,
    );
  }

  async #get(
    path: string,
    query: Record<string, string>,
    signal?: AbortSignal,
  ): Promise<{ answer: JsonObject; response: CatalogResponse }> {
    const url = new URL(path, this.#base);
    for (const [key, value] of Object.entries(query))
      url.searchParams.set(key, value);
    const response = await this.#client.request({ url, signal });
    if (response.status !== 200)
      throw errorOfResponse(response, this.#client.secrets);
    return { answer: objectOf(response), response };
  }
}

/** Whether two keys are the same. */
export function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((text, index) => text === b[index]);
}

function page(token: string, size = PAGE_SIZE): Record<string, string> {
  return {
    'max-records': String(size),
    ...(token !== '' && { 'page-token': token }),
  };
}

/** A list of texts in CEL, whose texts are written as those of JSON. */
function celList(elements: readonly string[]): string {
  return `[${elements.map(text => JSON.stringify(text)).join(', ')}]`;
}
