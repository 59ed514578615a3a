import { tlsMismatch } from '@lakehouse-portal/table-metadata';
import { StorageConfigError } from '../errors';
import { StoreFailure } from './StoreFailure';

/** The connection broke, or could not be made. */
const TRANSIENT = new Set([
  'ECONNRESET',
  'ECONNREFUSED',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENETDOWN',
  'EAI_AGAIN',
  'UND_ERR_SOCKET',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'UND_ERR_RES_CONTENT_LENGTH_MISMATCH',
  'ERR_STREAM_PREMATURE_CLOSE',
  'HPE_INVALID_CONSTANT',
  'HPE_CLOSED_CONNECTION',
  'HPE_INVALID_EOF_STATE',
]);
const EXPLAINED: Record<string, string> = {
  ENOTFOUND: 'the name of its host is not known',
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'the connection was reset',
  UND_ERR_SOCKET: 'the connection was closed',
};
/** `aborted`: Node's word for a body whose connection ended. */
const CUT =
  /^(?:aborted|terminated|other side closed|socket hang up)$|received less data than required/i;

/**
 * What an exception of a client library or of the network means. Its own text is not passed on, as it may quote a
 * request: only its code is.
 *
 * @param protocol - `http:` or `https:`, where it is known what was spoken.
 */
export function failureOfError(
  error: unknown,
  protocol?: string,
): StoreFailure {
  // The client could not even be made; that is for whoever configured it.
  if (error instanceof StorageConfigError) throw error;
  if (error instanceof StoreFailure) return error;
  const code = codeOf(error);
  const { message, name } = partsOf(error);
  // What was stopped from here never gets here: it is what Azure's client says of a connection that ended.
  if (name === 'AbortError')
    return new StoreFailure('transient', 'the connection was closed early');
  const mismatch = tlsMismatch(error, protocol ? { protocol } : undefined);
  if (code !== undefined && TRANSIENT.has(code))
    return new StoreFailure('transient', mismatch ?? explain(code), { code });
  if (code === undefined && CUT.test(String(message)))
    return new StoreFailure('transient', 'the connection was closed early');
  return new StoreFailure(
    'permanent',
    mismatch ??
      (code === undefined
        ? `the client failed with ${nameOf(error)}`
        : explain(code)),
    { code },
  );
}

/** A code of the system or of the HTTP client, at whatever depth it is wrapped. */
export function codeOf(error: unknown): string | undefined {
  let current = error;
  let found: string | undefined;
  for (let depth = 0; depth < 5 && current !== undefined; depth++) {
    const { code, errors, cause } = partsOf(current);
    // The innermost is the most exact: "REQUEST_SEND_ERROR" wraps "ECONNREFUSED".
    if (typeof code === 'string' && /^[A-Z][A-Z0-9_]+$/.test(code))
      found = code;
    current = cause ?? (Array.isArray(errors) ? errors[0] : undefined);
  }
  return found;
}

function explain(code: string): string {
  const text = EXPLAINED[code];
  return text === undefined
    ? `the connection failed with ${code}`
    : `${text} (${code})`;
}

function nameOf(error: unknown): string {
  const name = String(partsOf(error).name);
  return /^[\w.-]{1,80}$/.test(name) ? name : 'Error';
}

/** Not `instanceof Error`: errors of Node itself come from another realm where tests run. */
function partsOf(error: unknown): Record<string, unknown> {
  return typeof error === 'object' && error !== null
    ? (error as Record<string, unknown>)
    : {};
}
