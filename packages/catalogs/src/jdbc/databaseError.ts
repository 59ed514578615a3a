import { withoutSecrets } from '@lakehouse-portal/redaction';
import {
  CatalogAccessDeniedError,
  CatalogAuthenticationError,
  CatalogConfigurationError,
  CatalogError,
  CatalogResponseError,
  CatalogUnavailableError,
} from '../errors';
import { describeNetworkError } from '../http/describeNetworkError';

/** Characters: databases may quote what they were asked. */
const MAX_LENGTH = 300;

const REFUSED_CREDENTIALS = new Set([
  // PostgreSQL: invalid_password, invalid_authorization_specification
  '28P01',
  '28000',
  'ER_ACCESS_DENIED_ERROR',
  'ER_ACCESS_DENIED_NO_PASSWORD_ERROR',
  'AUTH_SWITCH_PLUGIN_ERROR',
]);
const REFUSED_ACCESS = new Set([
  // insufficient_privilege
  '42501',
  'ER_TABLEACCESS_DENIED_ERROR',
  'ER_DBACCESS_DENIED_ERROR',
  'ER_COLUMNACCESS_DENIED_ERROR',
  'SQLITE_PERM',
  'SQLITE_AUTH',
]);
const NO_DATABASE = new Set(['3D000', 'ER_BAD_DB_ERROR']);
const NO_TABLE = new Set(['42P01', '3F000', 'ER_NO_SUCH_TABLE']);
const BUSY = new Set([
  // query_canceled (statement_timeout), too_many_connections, admin_shutdown, crash_shutdown, cannot_connect_now
  '57014',
  '53300',
  '57P01',
  '57P02',
  '57P03',
  'ER_QUERY_TIMEOUT',
  'ER_CON_COUNT_ERROR',
  'SQLITE_BUSY',
  'SQLITE_LOCKED',
]);
const NETWORK =
  /^(E[A-Z]+|CERT_\w+|UNABLE_TO_\w+|SELF_SIGNED\w*|DEPTH_ZERO\w*|ERR_TLS\w*|ERR_SSL\w*|PROTOCOL_CONNECTION_LOST|HANDSHAKE_\w+)$/;

/**
 * What a driver threw as an error of this package, with the words of the database and no password. The error of the driver
 * itself may have the password anywhere: of its cause, only code and message are left.
 *
 * @param name - Of the database, for messages.
 */
export function databaseError(
  thrown: unknown,
  name: string,
  secrets: readonly string[] = [],
): CatalogError {
  if (thrown instanceof CatalogError) return thrown;
  const { code, words } = partsOf(thrown, secrets);
  const message = shorten(words);
  const cause = { cause: Object.assign(new Error(words), code && { code }) };
  // What the driver of PostgreSQL says where it has none to prove.
  if (/client password must be a (non-empty )?string/.test(message))
    return new CatalogAuthenticationError(
      `${name} asks for a password, and none is configured`,
      cause,
    );
  if (code === undefined)
    return new CatalogUnavailableError(`${name}: ${message}`, cause);
  if (REFUSED_CREDENTIALS.has(code))
    return new CatalogAuthenticationError(
      `${name} does not accept the user: ${message}`,
      cause,
    );
  if (REFUSED_ACCESS.has(code))
    return new CatalogAccessDeniedError(`${name} refuses: ${message}`, cause);
  if (NO_DATABASE.has(code))
    return new CatalogConfigurationError(`${name}: ${message}`, cause);
  if (NO_TABLE.has(code) || /^no such table/.test(message))
    return new CatalogConfigurationError(
      `There is no catalog in this database: ${message}`,
      cause,
    );
  if (code === 'SQLITE_CANTOPEN')
    return new CatalogUnavailableError(
      `The file of the catalog can't be opened: ${message}`,
      cause,
    );
  if (BUSY.has(code))
    return new CatalogUnavailableError(`${name}: ${message}`, cause);
  if (NETWORK.test(code))
    return new CatalogUnavailableError(
      `${name} can't be reached: ${describeNetworkError(thrown)}`,
      cause,
    );
  return new CatalogResponseError(`${name}: ${message} (${code})`, cause);
}

function partsOf(
  thrown: unknown,
  secrets: readonly string[],
): { code?: string; words: string } {
  const { code, message = '' } = (thrown ?? {}) as {
    code?: unknown;
    message?: unknown;
  };
  return {
    code:
      typeof code === 'string'
        ? shorten(withoutSecrets(code, secrets))
        : undefined,
    words: withoutSecrets(String(message), secrets),
  };
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim() || 'it failed';
  return line.length > MAX_LENGTH ? `${line.slice(0, MAX_LENGTH - 1)}…` : line;
}
