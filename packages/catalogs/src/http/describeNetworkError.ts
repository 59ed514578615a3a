import { tlsMismatch } from '@lakehouse-portal/table-metadata';

/**
 * What went wrong on the way, in words and without what was sent.
 *
 * @param url - What was asked over HTTP, where it was that.
 */
export function describeNetworkError(error: unknown, url?: URL): string {
  const mismatch = url && tlsMismatch(error, url);
  if (mismatch !== undefined) return mismatch;
  const code = codeOf(error);
  switch (code) {
    case 'ECONNREFUSED':
      return 'nothing listens there (ECONNREFUSED)';
    case 'ENOTFOUND':
      return 'there is no host of that name (ENOTFOUND)';
    case 'ECONNRESET':
    case 'EPIPE':
    case 'UND_ERR_SOCKET':
      return `the connection broke off (${code})`;
    case undefined:
      return 'the connection failed';
    default:
      return /CERT|SELF_SIGNED|VERIFY/.test(code)
        ? `its certificate is not trusted here (${code}); name that of its authority in the configuration of the connection`
        : `the connection failed (${code})`;
  }
}

/** Fetch wraps what happened, and several addresses of one host give several reasons. */
function codeOf(error: unknown): string | undefined {
  let current = error;
  for (let depth = 0; depth < 5; depth++) {
    if (typeof current !== 'object' || current === null) return undefined;
    const { code, cause, errors } = current as {
      code?: unknown;
      cause?: unknown;
      errors?: unknown;
    };
    if (typeof code === 'string' && code !== 'UND_ERR') return code;
    current = cause ?? (Array.isArray(errors) ? errors[0] : undefined);
  }
  return undefined;
}
