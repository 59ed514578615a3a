import { CatalogResponseError } from '../errors';
import {
  type CatalogHttpClient,
  doubledVersion,
  errorOfResponse,
  textsOf,
} from '../http';
import { answerOf } from './answers';
import { DEFAULT_SEPARATOR, pathSegment } from './restPath';

/** What the catalog says at `/v1/config`, and what follows from it. */
export interface RestConfig {
  /** Base of all further requests, with the prefix, ends with a slash. */
  base: URL;
  /** Separator of namespace levels in paths, as it is announced. */
  separator: string;
  /** Names on a page that the catalog likes; undefined where it does not say. */
  pageSize?: number;
  /** Endpoints that it says it has, as `GET /v1/{prefix}/namespaces`; undefined where it says nothing. */
  endpoints?: ReadonlySet<string>;
  /** `defaults` and `overrides` in one. */
  properties: Record<string, string>;
  /** Server of these answers, where it says so (header `Server`). */
  server?: string;
}

const MAX_CONFIG_BYTES = 4 * 1024 * 1024;
const ENDPOINT = /^[A-Z]+ \/v1\/\S*$/;

/**
 * Asks a catalog for its configuration.
 *
 * `overrides` of the catalog go over what is configured here, and that over its `defaults`. Its `uri` is followed within
 * the same origin only: another one would get our credentials. Lines of `endpoints` that are no endpoints are skipped.
 *
 * @see https://github.com/apache/iceberg/blob/main/open-api/rest-catalog-open-api.yaml
 * @throws What `errorOfResponse` makes of a refusal; CatalogResponseError for what is no configuration.
 */
export async function readRestConfig(
  client: CatalogHttpClient,
  options: {
    url: URL;
    warehouse?: string;
    prefix?: string;
    headers?: Record<string, string>;
    signal?: AbortSignal;
  },
): Promise<RestConfig> {
  const url = new URL(`${withSlash(options.url)}v1/config`);
  if (options.warehouse !== undefined)
    url.searchParams.set('warehouse', options.warehouse);
  const response = await client.request({
    url,
    headers: options.headers,
    maxBytes: MAX_CONFIG_BYTES,
    signal: options.signal,
  });
  if (response.status !== 200) throw configError(response.status);
  const answer = answerOf(response, client.secrets);
  const [defaults, overrides] = [
    textsOf(answer.defaults),
    textsOf(answer.overrides),
  ];
  const properties = { ...defaults, ...overrides };
  const prefix = overrides.prefix ?? options.prefix ?? defaults.prefix ?? '';
  return {
    base: baseOf(options.url, overrides.uri, prefix),
    separator: properties['namespace-separator'] || DEFAULT_SEPARATOR,
    pageSize: pageSizeOf(
      overrides['rest-page-size'] ?? defaults['rest-page-size'],
    ),
    endpoints: endpointsOf(answer.endpoints),
    properties,
    server: response.headers.get('server') ?? undefined,
  };

  function configError(status: number): Error {
    const error = errorOfResponse(response, client.secrets);
    const hint = doubledVersion(response, url);
    if (hint !== '') return new CatalogResponseError(`${error.message}${hint}`);
    if (status === 404 && options.warehouse === undefined)
      return new CatalogResponseError(
        `${error.message}. No Iceberg REST catalog there: its address is what comes before /v1/config`,
      );
    return error;
  }
}

function baseOf(url: URL, override: string | undefined, prefix: string): URL {
  let base = url;
  if (override !== undefined && URL.canParse(override)) {
    const announced = new URL(override);
    if (announced.origin === url.origin) base = announced;
  }
  // A prefix may have several segments (`catalogs/lake`), or one with a bar in it (`main|warehouse`).
  const segments = prefix.split('/').filter(segment => segment !== '');
  return new URL(
    ['v1', ...segments.map(encodedOnce)]
      .map(segment => `${segment}/`)
      .join('')
      .replace(/^/, withSlash(base)),
  );
}

/** Some catalogs hand out prefixes that are percent-encoded already (`main%7Cwarehouse`). */
function encodedOnce(segment: string): string {
  try {
    return pathSegment(decodeURIComponent(segment));
  } catch (error) {
    if (error instanceof URIError) return pathSegment(segment);
    throw error;
  }
}

function withSlash(url: URL): string {
  const plain = new URL(url);
  plain.search = '';
  plain.hash = '';
  // Fetch refuses them.
  plain.username = '';
  plain.password = '';
  return plain.href.replace(/\/*$/, '/');
}

function pageSizeOf(text: string | undefined): number | undefined {
  return text !== undefined && /^[1-9]\d{0,5}$/.test(text)
    ? Number(text)
    : undefined;
}

function endpointsOf(value: unknown): ReadonlySet<string> | undefined {
  if (!Array.isArray(value)) return undefined;
  return new Set(
    value.filter(
      (line): line is string => typeof line === 'string' && ENDPOINT.test(line),
    ),
  );
}
