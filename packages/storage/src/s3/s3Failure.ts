import { tlsMismatchOfAnswer } from '@lakehouse-portal/table-metadata';
import { failureOfError } from '../requests/failureOfError';
import { failureOfStatus } from '../requests/failureOfStatus';
import { StoreFailure } from '../requests/StoreFailure';

/**
 * What an exception of the S3 client means.
 *
 * @param protocol - What is spoken with the endpoint, where one is configured.
 */
export function s3Failure(error: unknown, protocol?: string): unknown {
  const {
    name,
    code,
    $metadata,
    $response,
    $responseBodyText: text,
    Region,
  } = (error ?? {}) as {
    name?: string;
    code?: string;
    $metadata?: { httpStatusCode?: number };
    $response?: { headers?: Record<string, string> };
    $responseBodyText?: string;
    Region?: string;
  };
  const status = $metadata?.httpStatusCode;
  const headers = $response?.headers ?? {};
  if (name === 'CredentialsProviderError' || name === 'TokenProviderError')
    return new StoreFailure(
      'denied',
      'no credentials were found; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, a profile, or the keys of the store in the configuration',
      { code: 'NoCredentials' },
    );
  if (error instanceof Error && /^Region is missing/.test(error.message))
    return new StoreFailure(
      'permanent',
      'no region is set; set AWS_REGION, or the region of the store in the configuration',
      { code: 'NoRegion' },
    );
  // The client gives a connection that broke the same name, with the code of the system.
  if (name === 'TimeoutError' && code === undefined)
    return new StoreFailure('transient', 'the connection timed out', {
      code: 'ETIMEDOUT',
    });
  if (status === undefined || status === 200)
    return failureOfError(error, protocol);
  const mismatch = tlsMismatchOfAnswer(status, text ?? '');
  if (mismatch !== undefined)
    return new StoreFailure('permanent', mismatch, { status });
  const region = headers['x-amz-bucket-region'] ?? Region;
  if (
    (status === 301 || status === 307 || status === 400) &&
    region !== undefined &&
    /^[a-z0-9-]{1,40}$/.test(region)
  )
    return new StoreFailure(
      'permanent',
      `the bucket is in region ${region}, which is not the one configured`,
      { status, code: name },
    );
  return failureOfStatus(status, {
    code: name,
    retryAfter: headers['retry-after'],
  });
}
