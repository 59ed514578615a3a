import { CatalogAccessDeniedError, CatalogResponseError } from '../errors';
import {
  type CatalogHttpClient,
  type CatalogResponse,
  errorOfResponse,
} from '../http';
import { errorTypeOf, namespacesOf } from './answers';
import { inOrder } from './inOrder';
import { type ListingCount, listPages, nothingListed } from './listPages';
import type { RestConfig } from './restConfig';
import { isAskableNamespace, namespaceParameter } from './restPath';

const MAX_DEPTH = 32;
const MAX_NAMESPACES = 200_000;
/** Of a namespace that is left out. */
const MAX_SHOWN = 100;
/** What a catalog without nested namespaces answers to the question for some. */
const NOT_NESTED: ReadonlySet<number> = new Set([400, 405, 406, 501]);

/** Finds the namespaces of a catalog, those inside of others too. */
export class NamespaceWalk {
  readonly #client: CatalogHttpClient;
  readonly #options: { concurrency: number; pageSize?: number };
  /** Undefined: not known yet. */
  #nests: boolean | undefined;
  readonly #leftOut = new Set<string>();

  constructor(
    client: CatalogHttpClient,
    options: { concurrency: number; pageSize?: number },
  ) {
    this.#client = client;
    this.#options = options;
  }

  /** Whether namespaces were found inside of others; undefined when there was none to look into. */
  get nests(): boolean | undefined {
    return this.#nests;
  }

  /** Namespaces that were listed and can't be asked for, because no path can hold their name. */
  get leftOut(): readonly string[] {
    return [...this.#leftOut];
  }

  /**
   * All namespaces, level by level, parents before children.
   *
   * @param onRefused - Told of those whose children we may not see, which then count as having none.
   */
  async all(
    config: RestConfig,
    signal?: AbortSignal,
    onRefused?: (levels: string[], error: CatalogAccessDeniedError) => void,
  ): Promise<string[][]> {
    // A refusal may have been a mishap on the way: it holds for one listing.
    if (this.#nests === false) this.#nests = undefined;
    const count = nothingListed();
    const found = await this.#below(config, undefined, count, signal);
    for (let level = found; level.length > 0 && this.nests !== false; ) {
      if (level[0].length > MAX_DEPTH)
        throw new CatalogResponseError(
          `Namespaces are nested deeper than ${MAX_DEPTH} levels, as ${level[0]
            .slice(0, 3)
            .join('.')}… is`,
        );
      const next: string[][] = [];
      const answers = inOrder(
        level,
        this.#options.concurrency,
        async (parent, stop) => {
          try {
            return await this.#below(config, parent, count, stop);
          } catch (error) {
            if (!onRefused || !(error instanceof CatalogAccessDeniedError))
              throw error;
            onRefused(parent, error);
            return [];
          }
        },
        signal,
      );
      // One by one: there may be more of them than a call may have arguments.
      for await (const children of answers)
        for (const child of children) next.push(child);
      for (const child of next) found.push(child);
      if (found.length > MAX_NAMESPACES)
        throw new CatalogResponseError(
          `The catalog lists more than ${MAX_NAMESPACES} namespaces`,
        );
      level = next;
    }
    return found;
  }

  /** How many there are on the first page of the outermost ones. */
  async countFirst(config: RestConfig, signal?: AbortSignal): Promise<number> {
    const response = await this.#page(config, undefined, '', signal);
    if (response.status !== 200)
      throw errorOfResponse(response, this.#client.secrets);
    return namespacesOf(response, this.#client.secrets).items.length;
  }

  /** Those right below a namespace, or the outermost ones. */
  async #below(
    config: RestConfig,
    parent: string[] | undefined,
    count: ListingCount,
    signal?: AbortSignal,
  ): Promise<string[][]> {
    if (parent !== undefined && this.#nests === false) return [];
    const found: string[][] = [];
    const pages = listPages(
      async token => {
        const response = await this.#page(config, parent, token, signal);
        if (response.status === 200)
          return namespacesOf(response, this.#client.secrets);
        // It has gone meanwhile.
        if (
          parent !== undefined &&
          response.status === 404 &&
          errorTypeOf(response) !== undefined
        )
          return { items: [] };
        if (
          parent !== undefined &&
          this.#nests === undefined &&
          NOT_NESTED.has(response.status)
        ) {
          this.#nests = false;
          return { items: [] };
        }
        throw errorOfResponse(response, this.#client.secrets);
      },
      levels => JSON.stringify(levels),
      'namespaces',
      count,
    );
    for await (const page of pages)
      for (const levels of page)
        if (this.#isWanted(levels, parent)) found.push(levels);
    if (parent !== undefined && found.length > 0) this.#nests = true;
    return found;
  }

  /** A catalog that knows no nesting may answer with all of its namespaces, whatever it is asked: those are no children. */
  #isWanted(levels: string[], parent: string[] | undefined): boolean {
    const isChild =
      parent === undefined ||
      (levels.length === parent.length + 1 &&
        parent.every((level, index) => level === levels[index]));
    if (!isChild) return false;
    if (isAskableNamespace(levels)) return true;
    this.#leftOut.add(JSON.stringify(levels).slice(0, MAX_SHOWN));
    return false;
  }

  async #page(
    config: RestConfig,
    parent: string[] | undefined,
    token: string,
    signal?: AbortSignal,
  ): Promise<CatalogResponse> {
    const url = new URL('namespaces', config.base);
    if (parent !== undefined)
      url.searchParams.set(
        'parent',
        namespaceParameter(parent, config.separator),
      );
    setPage(url, config, token, this.#options.pageSize);
    return this.#client.request({ url, signal });
  }
}

const DEFAULT_PAGE_SIZE = 1000;

/** Asks for a page. An empty token is the first one: without any, catalogs give everything at once. */
export function setPage(
  url: URL,
  config: RestConfig,
  token: string,
  pageSize: number | undefined,
): void {
  url.searchParams.set('pageToken', token);
  url.searchParams.set(
    'pageSize',
    String(pageSize ?? config.pageSize ?? DEFAULT_PAGE_SIZE),
  );
}
