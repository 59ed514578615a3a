/**
 * A query was allowed but failed: a mistake in it. The message names no path of the server.
 * @public
 */
export class QueryFailedError extends Error {
  override readonly name = 'QueryFailedError';
}
