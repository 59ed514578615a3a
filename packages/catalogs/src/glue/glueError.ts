import { withoutSecrets } from '@lakehouse-portal/redaction';
import {
  CatalogAccessDeniedError,
  CatalogAuthenticationError,
  CatalogConfigurationError,
  type CatalogError,
  CatalogResponseError,
  CatalogUnavailableError,
} from '../errors';

const MAX_MESSAGE = 500;

const UNAUTHENTICATED =
  /^(?:UnrecognizedClientException|InvalidSignatureException|SignatureDoesNotMatch|ExpiredToken(?:Exception)?|InvalidClientTokenId|MissingAuthenticationToken(?:Exception)?|IncompleteSignature(?:Exception)?|AuthFailure|InvalidAccessKeyId|TokenRefreshRequired)$/;
const DENIED =
  /^(?:AccessDenied(?:Exception)?|UnauthorizedOperation|NotAuthorized)$/;
const THROTTLED = /Thrott|TooManyRequests|RequestLimitExceeded|SlowDown/i;

/**
 * What an exception of the client library means. Nothing of the request is in the message.
 *
 * @param secrets - What requests were signed with: a server may quote them.
 */
export function glueError(
  thrown: unknown,
  what: string,
  secrets: readonly string[],
): CatalogError {
  // Of what the answer should have been.
  if (thrown instanceof CatalogResponseError) return thrown;
  const {
    message = '',
    code,
    $metadata,
    ...error
  } = (thrown ?? {}) as {
    name?: string;
    message?: string;
    code?: string;
    $metadata?: { httpStatusCode?: number };
  };
  const shown = (text: unknown) =>
    withoutSecrets(String(text), secrets)
      .replace(/\s+/g, ' ')
      .slice(0, MAX_MESSAGE);
  const said = shown(message);
  const name = shown(error.name ?? '');
  const status = $metadata?.httpStatusCode;
  if (name === 'CredentialsProviderError' || name === 'TokenProviderError')
    return new CatalogAuthenticationError(
      'No credentials were found for Glue: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, a profile or role, or keys in the configuration',
    );
  if (/^Region is missing/.test(said))
    return new CatalogConfigurationError(
      'No region is set for Glue: set region in the configuration, or AWS_REGION',
    );
  if (UNAUTHENTICATED.test(name))
    return new CatalogAuthenticationError(
      `Glue does not accept the credentials (${name}): ${said}`,
    );
  if (DENIED.test(name))
    return new CatalogAccessDeniedError(
      `Glue refuses the ${what} (${name}): ${said}`,
    );
  if (THROTTLED.test(name))
    return new CatalogUnavailableError(
      `Glue has too many requests to answer that for the ${what} (${name}), also after waiting`,
    );
  if (name === 'TimeoutError' || code === 'ETIMEDOUT')
    return new CatalogUnavailableError(`Glue did not give the ${what} in time`);
  if (name === 'AnswerLimitError')
    return new CatalogResponseError(`Glue did not give the ${what}: ${said}`);
  // What is no answer of Glue's own: of a proxy, a VPC endpoint with a policy, a server for tests.
  if (status === 401)
    return new CatalogAuthenticationError(
      `Glue does not accept the credentials (HTTP 401) for the ${what}`,
    );
  if (status === 403)
    return new CatalogAccessDeniedError(
      `Glue refuses the ${what} (HTTP 403): ${said}`,
    );
  if (status !== undefined && status >= 300 && status < 400)
    return new CatalogResponseError(
      `Glue redirects elsewhere (HTTP ${status}) for the ${what}, which is not followed`,
    );
  if (status === 200)
    return new CatalogResponseError(
      `Glue’s answer for the ${what} is not what it should be (${name})`,
    );
  if (status === undefined || status >= 500)
    return new CatalogUnavailableError(
      `Glue can’t be asked for the ${what} (${code ?? name}${
        status === undefined ? '' : `, HTTP ${status}`
      }): ${said}`,
    );
  return new CatalogResponseError(
    `Glue did not give the ${what} (${name}, HTTP ${status}): ${said}`,
  );
}
