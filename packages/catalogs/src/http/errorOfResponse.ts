import { tlsMismatchOfAnswer } from '@lakehouse-portal/table-metadata';
import {
  CatalogAccessDeniedError,
  CatalogAuthenticationError,
  type CatalogError,
  CatalogResponseError,
  CatalogUnavailableError,
} from '../errors';
import type { CatalogResponse } from './CatalogResponse';
import { serverMessage } from './serverMessage';

/** Answers that say nothing about the request: asking again may help. */
export const UNAVAILABLE: ReadonlySet<number> = new Set([429, 502, 503, 504]);

/** Of Iceberg REST: the token is too old, which is 401 everywhere else. */
export const AUTHENTICATION_TIMEOUT = 419;

/** The error that an answer means which is not a success. */
export function errorOfResponse(
  response: CatalogResponse,
  secrets: readonly string[] = [],
): CatalogError {
  const { status, what, bytes } = response;
  const said =
    tlsMismatchOfAnswer(status, startOf(bytes)) ??
    serverMessage(bytes, secrets);
  const message = `${what} answered ${status}${said ? `: ${said}` : ''}`;
  if (status === 401 || status === AUTHENTICATION_TIMEOUT)
    return new CatalogAuthenticationError(message);
  if (status === 403) return new CatalogAccessDeniedError(message);
  if (UNAVAILABLE.has(status)) return new CatalogUnavailableError(message);
  return new CatalogResponseError(message, { status });
}

/** Servers that say it say it in one sentence. */
function startOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes.subarray(0, 2048));
}
