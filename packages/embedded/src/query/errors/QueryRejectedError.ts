/**
 * A query is not one that may run here; the message says why.
 * @public
 */
export class QueryRejectedError extends Error {
  override readonly name = 'QueryRejectedError';
}
