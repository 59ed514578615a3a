import { parseRetryAfter } from './parseRetryAfter';
import { StoreFailure } from './StoreFailure';

/** Stores that are overloaded say so with these too, partly with a status of 400. */
const TRANSIENT_CODES = new Set([
  'SlowDown',
  'RequestTimeout',
  'RequestTimeoutException',
  'ThrottlingException',
  'Throttling',
  'TooManyRequestsException',
  'InternalError',
  'ServiceUnavailable',
  'ServerBusy',
  'OperationTimedOut',
]);
const DENIED_CODES = new Set([
  'AccessDenied',
  'InvalidAccessKeyId',
  'SignatureDoesNotMatch',
  'ExpiredToken',
  'InvalidToken',
  'TokenRefreshRequired',
  'AuthenticationFailed',
  'AuthorizationFailure',
  'AuthorizationPermissionMismatch',
  'NoAuthenticationInformation',
]);
const MISSING_CODES = new Set(['NoSuchKey', 'BlobNotFound', 'NoSuchObject']);

/** What an answer that is not the file means. */
export function failureOfStatus(
  status: number,
  options: { code?: string; retryAfter?: string | null } = {},
): StoreFailure {
  const { code } = options;
  const details = {
    status,
    code,
    retryAfterMs: parseRetryAfter(options.retryAfter ?? undefined),
  };
  const known = code ?? '';
  const answer = `the store answered ${status}${
    code !== undefined && /^[\w.-]{1,80}$/.test(code) ? ` ${code}` : ''
  }`;
  if (TRANSIENT_CODES.has(known) || isTransient(status))
    return new StoreFailure('transient', answer, details);
  if (status === 401 || status === 403 || DENIED_CODES.has(known))
    return new StoreFailure('denied', answer, details);
  if (status === 416) return new StoreFailure('beyond-end', answer, details);
  if (known === 'NoSuchBucket' || known === 'ContainerNotFound')
    return new StoreFailure(
      'missing',
      `${answer}: the bucket or container is not there`,
      details,
    );
  if (status === 404 || status === 410 || MISSING_CODES.has(known))
    return new StoreFailure('missing', answer, details);
  return new StoreFailure('permanent', answer, details);
}

function isTransient(status: number): boolean {
  // 501 and 505: the server does not know how, which stays so.
  return (
    status === 408 ||
    status === 425 ||
    status === 429 ||
    (status >= 500 && status !== 501 && status !== 505)
  );
}
