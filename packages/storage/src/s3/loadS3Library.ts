/**
 * Loads the client library when it is needed first: who reads local files pays nothing for it. By `require`, as these
 * packages are CommonJS, where a dynamic import would stay one and cannot run in the tests.
 */
export function loadS3Library(): typeof import('@aws-sdk/client-s3') {
  return require('@aws-sdk/client-s3');
}
