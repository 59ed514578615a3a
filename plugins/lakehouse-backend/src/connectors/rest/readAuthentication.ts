import { InputError } from '@backstage/errors';
import {
  BearerAuthenticator,
  OAuth2Authenticator,
  type RequestAuthenticator,
  SigV4Authenticator,
} from '@lakehouse-portal/catalogs';
import type { SnippetAuth } from '../../snippets';
import { readUrl } from './readUrl';

/** How a catalog is told who asks. */
export interface Authentication {
  authenticator?: RequestAuthenticator;
  /** For people, without secrets. */
  description: string;
  /** For the settings of engines. */
  snippet: SnippetAuth;
  secrets: string[];
}

/** What reading `auth` needs to know of the connection. */
interface Surroundings {
  /** Of `auth`. */
  key: string;
  url: URL;
  /** Where the catalog itself gives tokens, relative to its address; undefined when it gives none. */
  tokenPath?: string;
  headers?: Record<string, string>;
  ca?: string;
  timeoutMs: number;
}

const WITHOUT: Authentication = {
  description: 'None: requests carry no credentials',
  snippet: { kind: 'none' },
  secrets: [],
};

const KEYS = {
  none: [],
  bearer: ['token'],
  oauth2: ['clientId', 'clientSecret', 'tokenUri', 'scope', 'parameters'],
  sigv4: [
    'region',
    'service',
    'accessKeyId',
    'secretAccessKey',
    'sessionToken',
    'profile',
  ],
} as const;

/**
 * Reads `auth` of a connection.
 *
 * @throws InputError that names the key, and never a secret.
 */
export function readAuthentication(
  value: unknown,
  surroundings: Surroundings,
): Authentication {
  const { key } = surroundings;
  if (value === undefined) return WITHOUT;
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new InputError(`Config ${key} must be an object`);
  const fields = new AuthFields(value as Record<string, unknown>, key);
  const type = fields.required('type');
  if (!isKnown(type))
    throw new InputError(
      `Config ${key}.type must be one of ${Object.keys(KEYS).join(', ')}`,
    );
  fields.requireOnly(KEYS[type], type);
  switch (type) {
    case 'bearer': {
      const token = fields.requiredCredential('token');
      return {
        authenticator: new BearerAuthenticator(token),
        description: 'A bearer token',
        snippet: { kind: 'bearer' },
        secrets: [token],
      };
    }
    case 'oauth2':
      return oauth2(fields, surroundings);
    case 'sigv4':
      return sigV4(fields, key);
    default:
      return WITHOUT;
  }
}

function oauth2(
  fields: AuthFields,
  { key, url, tokenPath, headers, ca, timeoutMs }: Surroundings,
): Authentication {
  const stated = fields.optional('tokenUri');
  if (stated === undefined && tokenPath === undefined)
    throw new InputError(
      `Config ${key}.tokenUri is missing: the address at which tokens are given, for example https://login.example.com/oauth2/token`,
    );
  const tokenUrl =
    stated === undefined
      ? new URL(`${url.href.replace(/\/*$/, '/')}${tokenPath}`)
      : readUrl(
          stated,
          `${key}.tokenUri`,
          'https://login.example.com/oauth2/token',
        );
  const clientSecret = fields.required('clientSecret');
  const scope = fields.optional('scope', { mayBeEmpty: true });
  const parameters = fields.texts('parameters');
  // Headers of the catalog (its realm) are for the catalog's own token endpoint, and nobody else's.
  const isOwn = tokenUrl.origin === url.origin;
  return {
    authenticator: new OAuth2Authenticator({
      ...{ tokenUrl, clientSecret, scope, parameters, timeoutMs },
      clientId: fields.optional('clientId'),
      ca,
      headers: isOwn ? headers : undefined,
    }),
    description: `OAuth2 client credentials, tokens from ${tokenUrl.origin}${
      tokenUrl.pathname
    }${scopeOf(scope)}`,
    snippet: {
      kind: 'oauth2',
      serverUrl: stated === undefined ? undefined : tokenUrl.href,
      scope,
    },
    secrets: [clientSecret],
  };
}

/** Asking for none is something else than saying nothing: then it is the one of the specification. */
function scopeOf(scope: string | undefined): string {
  switch (scope) {
    case undefined:
      return '';
    case '':
      return ', no scope';
    default:
      return `, scope ${scope}`;
  }
}

function sigV4(fields: AuthFields, key: string): Authentication {
  const region = fields.required('region');
  const service = fields.optional('service') ?? 'glue';
  const accessKeyId = fields.optionalCredential('accessKeyId');
  const secretAccessKey = fields.optional('secretAccessKey');
  const sessionToken = fields.optionalCredential('sessionToken');
  const profile = fields.optional('profile');
  if ((accessKeyId === undefined) !== (secretAccessKey === undefined))
    throw new InputError(
      `Config ${key}.${
        accessKeyId === undefined ? 'accessKeyId' : 'secretAccessKey'
      } is missing: both are needed, or neither`,
    );
  if (accessKeyId !== undefined && profile !== undefined)
    throw new InputError(
      `Config ${key}.profile can't be together with ${key}.accessKeyId`,
    );
  const credentials =
    accessKeyId !== undefined && secretAccessKey !== undefined
      ? { accessKeyId, secretAccessKey, sessionToken }
      : undefined;
  return {
    authenticator: new SigV4Authenticator({
      ...{ region, service, credentials, profile },
    }),
    description: `AWS Signature Version 4 for ${service} in ${region}, ${
      credentials
        ? 'with keys of its configuration'
        : 'as its environment, profile or machine says'
    }`,
    snippet: { kind: 'sigv4', region, service },
    secrets: [secretAccessKey, sessionToken].filter(
      secret => secret !== undefined,
    ),
  };
}

function isKnown(type: string): type is keyof typeof KEYS {
  return Object.hasOwn(KEYS, type);
}

/** The values of `auth`, which may be secret: messages name keys only. */
class AuthFields {
  readonly #values: Record<string, unknown>;
  readonly #key: string;

  constructor(values: Record<string, unknown>, key: string) {
    this.#values = values;
    this.#key = key;
  }

  requireOnly(keys: readonly string[], type: string): void {
    for (const key of Object.keys(this.#values))
      if (key !== 'type' && !keys.includes(key))
        throw new InputError(
          `Config ${this.#key}.${key} is no key of type ${type}; known are ${[
            'type',
            ...keys,
          ].join(', ')}`,
        );
  }

  optional(
    name: string,
    options: { mayBeEmpty?: boolean } = {},
  ): string | undefined {
    const value = this.#values[name];
    if (value === undefined) return undefined;
    if (value === '' && options.mayBeEmpty) return value;
    if (typeof value === 'string' && value.trim() !== '') return value;
    throw new InputError(
      `Config ${this.#key}.${name} must be a text that is not empty`,
    );
  }

  required(name: string): string {
    const value = this.optional(name);
    if (value === undefined)
      throw new InputError(`Config ${this.#key}.${name} is missing`);
    return value;
  }

  /** Of visible ASCII, as a header carries it: anything else would only be found when the catalog is asked. */
  optionalCredential(name: string): string | undefined {
    const value = this.optional(name);
    if (value === undefined || /^[\x21-\x7e]+$/.test(value)) return value;
    throw new InputError(
      `Config ${
        this.#key
      }.${name} holds characters that an HTTP header can't carry there (spaces, line breaks, or beyond ASCII)`,
    );
  }

  requiredCredential(name: string): string {
    this.required(name);
    return this.optionalCredential(name)!;
  }

  texts(name: string): Record<string, string> | undefined {
    const value = this.#values[name];
    if (value === undefined) return undefined;
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw new InputError(`Config ${this.#key}.${name} must be an object`);
    return Object.fromEntries(
      Object.entries(value).map(([key, text]) => {
        if (typeof text === 'string') return [key, text];
        throw new InputError(
          `Config ${this.#key}.${name}.${key} must be a text`,
        );
      }),
    );
  }
}
