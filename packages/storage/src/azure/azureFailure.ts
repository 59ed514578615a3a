import { failureOfError } from '../requests/failureOfError';
import { failureOfStatus } from '../requests/failureOfStatus';
import { StoreFailure } from '../requests/StoreFailure';

const CREDENTIAL_ERRORS = new Set([
  'CredentialUnavailableError',
  'AuthenticationRequiredError',
  'AuthenticationError',
  'AggregateAuthenticationError',
]);

/** What an exception of the Azure clients means. Their text is not passed on: it may quote the URL with its signature. */
export function azureFailure(error: unknown): unknown {
  const { name, statusCode, code, details, response, request } = (error ??
    {}) as {
    name?: string;
    statusCode?: number;
    code?: string;
    details?: { errorCode?: string };
    response?: { headers?: { get(name: string): string | undefined } };
    request?: { url?: string };
  };
  if (name !== undefined && CREDENTIAL_ERRORS.has(name))
    return new StoreFailure(
      'denied',
      'no credentials were found that Azure accepts; set AZURE_STORAGE_KEY or AZURE_STORAGE_SAS_TOKEN, log in with az, or set the key or token of the store in the configuration',
      { code: 'NoCredentials' },
    );
  if (typeof statusCode !== 'number')
    return failureOfError(error, /^https?:/.exec(request?.url ?? '')?.[0]);
  const headers = response?.headers;
  return failureOfStatus(statusCode, {
    code: details?.errorCode ?? headers?.get('x-ms-error-code') ?? code,
    retryAfter: headers?.get('retry-after'),
  });
}
