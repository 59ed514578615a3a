import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type {
  IcebergRestCatalogOptions,
  NessieCatalogOptions,
} from '@lakehouse-portal/catalogs';
import { readInteger } from '../../config/readInteger';
import type { SnippetAuth } from '../../snippets';
import { readAuthentication } from './readAuthentication';
import { readUrl } from './readUrl';

/** What catalogs that are asked over HTTP have in common, and what people are told of it. */
export interface HttpCatalogSettings {
  options: Pick<
    IcebergRestCatalogOptions & NessieCatalogOptions,
    | 'url'
    | 'authenticator'
    | 'headers'
    | 'ca'
    | 'timeoutMs'
    | 'concurrency'
    | 'namespaces'
    | 'vendedCredentials'
  >;
  /** How requests are authenticated, without secrets. */
  authentication: string;
  /** The same for the settings of engines. */
  snippetAuth: SnippetAuth;
  secrets: string[];
}

/** Keys that {@link readHttpOptions} reads, but for `namespaces`, which not all of these catalogs have. */
export const HTTP_KEYS: readonly string[] = [
  ...['uri', 'auth', 'headers', 'tls'],
  ...['timeoutSeconds', 'concurrency', 'vendedCredentials'],
];

const HEADER = /^[!#$%&'*+.^`|~\w-]+$/;

/**
 * Reads `uri`, `auth`, `headers`, `tls`, `namespaces`, `timeoutSeconds`, `concurrency` and `vendedCredentials` of a connection.
 *
 * @param options - `example`: an address as it is expected. `tokenPath`: where the catalog itself gives tokens, if it does.
 * @throws InputError that names the key, and never a secret.
 */
export function readHttpOptions(
  config: Config,
  key: string,
  options: { example: string; tokenPath?: string },
): HttpCatalogSettings {
  const url = readUrl(config.getOptional('uri'), `${key}.uri`, options.example);
  const headers = readHeaders(config, key);
  const ca = readAuthorities(config, key);
  const timeoutMs =
    1000 *
    readInteger(config, 'timeoutSeconds', {
      ...{ key, min: 1, max: 3600, default: 60 },
    });
  const auth = readAuthentication(config.getOptional('auth'), {
    key: `${key}.auth`,
    url,
    tokenPath: options.tokenPath,
    headers,
    ca,
    timeoutMs,
  });
  const vended = config.getOptionalConfig('vendedCredentials');
  return {
    options: {
      ...{ url, headers, ca, timeoutMs },
      authenticator: auth.authenticator,
      concurrency: readInteger(config, 'concurrency', {
        ...{ key, min: 1, max: 64, default: 8 },
      }),
      namespaces: readNamespaces(config, key),
      // Asking for some may be refused to who may read metadata only: they are asked for where that is configured.
      vendedCredentials:
        vended !== undefined && (vended.getOptionalBoolean('use') ?? true),
    },
    authentication: auth.description,
    snippetAuth: auth.snippet,
    secrets: [...auth.secrets, ...Object.values(headers ?? {})],
  };
}

function readHeaders(
  config: Config,
  key: string,
): Record<string, string> | undefined {
  const value = config.getOptional('headers');
  if (value === undefined) return undefined;
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new InputError(`Config ${key}.headers must be an object of texts`);
  return Object.fromEntries(
    Object.entries(value).map(([name, text]) => {
      if (!HEADER.test(name))
        throw new InputError(
          `Config ${key}.headers: ${JSON.stringify(
            name,
          )} can't be the name of a header`,
        );
      if (typeof text !== 'string' || !/^[\t\x20-\x7e\x80-\xff]*$/.test(text))
        throw new InputError(
          `Config ${key}.headers.${name} must be a text that a header can hold`,
        );
      return [name.toLowerCase(), text];
    }),
  );
}

function readAuthorities(config: Config, key: string): string | undefined {
  const ca = config.getOptionalString('tls.ca');
  if (ca !== undefined && !ca.includes('-----BEGIN CERTIFICATE-----'))
    throw new InputError(
      `Config ${key}.tls.ca must be certificates in PEM; for a file: ca: { $file: ./ca.pem }`,
    );
  return ca;
}

function readNamespaces(config: Config, key: string): string[] | undefined {
  const namespaces = config.getOptionalStringArray('namespaces');
  if (namespaces?.length === 0)
    throw new InputError(
      `Config ${key}.namespaces is empty, so that there would be no table; leave it out to see all`,
    );
  return namespaces;
}
