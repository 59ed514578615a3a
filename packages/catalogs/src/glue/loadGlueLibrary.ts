/**
 * Loads the client library when it is needed first: who has no Glue pays nothing for it. By `require`, as these packages
 * are CommonJS, where a dynamic import would stay one and cannot run in the tests.
 */
export function loadGlueLibrary(): typeof import('@aws-sdk/client-glue') {
  return require('@aws-sdk/client-glue');
}

/** Loads what makes credentials, see {@link loadGlueLibrary}. */
export function loadCredentialsLibrary(): typeof import('@aws-sdk/credential-providers') {
  return require('@aws-sdk/credential-providers');
}
