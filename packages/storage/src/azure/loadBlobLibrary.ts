/**
 * Loads the client library when it is needed first: who reads local files pays nothing for it. By `require`, as these
 * packages are CommonJS, where a dynamic import would stay one and cannot run in the tests.
 */
export function loadBlobLibrary(): typeof import('@azure/storage-blob') {
  return require('@azure/storage-blob');
}
