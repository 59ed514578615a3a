import { TrinoConfigurationError } from '../errors';
import type { ResolvedOptions } from './ResolvedOptions';
import type {
  TrinoAuthentication,
  TrinoClientOptions,
  TrinoLimits,
} from './TrinoClientOptions';

const DEFAULT_LIMITS: Required<TrinoLimits> = {
  maxRows: 100_000,
  maxBytes: 64 * 1024 * 1024,
  maxDurationMs: 300_000,
};
/** What a timer can count. */
const MAX_MS = 2 ** 31 - 1;
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** @throws TrinoConfigurationError naming the option. Values that may be secret are never quoted. */
export function resolveOptions(options: TrinoClientOptions): ResolvedOptions {
  const server = parseServer('server', options.server);
  const authentication = options.authentication ?? { type: 'none' };
  const tls = options.tls ?? {};
  if (server.protocol === 'http:') {
    checkPlainHttp(options, server, authentication);
  }
  if (authentication.type === 'certificate' && !(tls.certificate && tls.key)) {
    throw new TrinoConfigurationError(
      'Authentication by certificate needs tls.certificate and tls.key',
    );
  }
  if (
    authentication.type === 'basic' &&
    authentication.username.includes(':')
  ) {
    throw new TrinoConfigurationError(
      'authentication.username must not hold a colon: basic authentication could not tell it from the password',
    );
  }
  return {
    server,
    announcedServers: (options.announcedServers ?? []).map(announced =>
      parseServer('announcedServers', announced),
    ),
    forwardedHttps: options.forwardedHttps ?? false,
    authentication,
    tls,
    session: {
      user: options.user,
      catalog: options.catalog,
      schema: options.schema,
      sessionProperties: options.sessionProperties,
      roles: options.roles,
      source: options.source,
      clientTags: options.clientTags,
      traceToken: options.traceToken,
    },
    limits: resolveLimits(options.limits, DEFAULT_LIMITS),
    maxRetries: wholeNumber(
      'retries.maxRetries',
      options.retries?.maxRetries ?? 10,
      0,
    ),
    maxRetryWaitMs: wholeNumber(
      'retries.maxWaitMs',
      options.retries?.maxWaitMs ?? 15_000,
      0,
    ),
    connectTimeoutMs: wholeNumber(
      'connectTimeoutMs',
      options.connectTimeoutMs ?? 10_000,
      1,
    ),
    idleTimeoutMs: wholeNumber(
      'idleTimeoutMs',
      options.idleTimeoutMs ?? 60_000,
      1,
    ),
  };
}

/** @throws TrinoConfigurationError */
export function resolveLimits(
  limits: TrinoLimits | undefined,
  defaults: Required<TrinoLimits>,
): Required<TrinoLimits> {
  return {
    maxRows: wholeNumber(
      'limits.maxRows',
      limits?.maxRows ?? defaults.maxRows,
      0,
    ),
    maxBytes: wholeNumber(
      'limits.maxBytes',
      limits?.maxBytes ?? defaults.maxBytes,
      0,
    ),
    maxDurationMs: Math.min(
      MAX_MS,
      wholeNumber(
        'limits.maxDurationMs',
        limits?.maxDurationMs ?? defaults.maxDurationMs,
        1,
      ),
    ),
  };
}

function parseServer(option: string, text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    throw new TrinoConfigurationError(
      `${option} must be a URL that starts with http:// or https://`,
    );
  }
  if (url.username || url.password) {
    throw new TrinoConfigurationError(
      `${option} must not hold a user or password: they belong to authentication`,
    );
  }
  if (url.search || url.hash) {
    throw new TrinoConfigurationError(
      `${option} must end with the path: no "?" and no "#"`,
    );
  }
  url.pathname = url.pathname.replace(/\/+$/, '');
  return url;
}

function checkPlainHttp(
  options: TrinoClientOptions,
  server: URL,
  authentication: TrinoAuthentication,
): void {
  if (
    options.tls &&
    Object.values(options.tls).some(value => value !== undefined)
  ) {
    throw new TrinoConfigurationError('tls needs a server with https://');
  }
  const isSecret =
    authentication.type === 'basic' || authentication.type === 'jwt';
  if (
    isSecret &&
    !options.allowInsecureAuthentication &&
    !LOOPBACK.test(server.hostname)
  ) {
    throw new TrinoConfigurationError(
      `Authentication of type ${authentication.type} over plain HTTP would send the secret readable for all on the way; use https://, or set allowInsecureAuthentication where something else encrypts`,
    );
  }
}

function wholeNumber(option: string, value: number, least: number): number {
  if (!Number.isSafeInteger(value) || value < least) {
    throw new TrinoConfigurationError(
      `${option} must be a whole number of at least ${least}`,
    );
  }
  return value;
}
