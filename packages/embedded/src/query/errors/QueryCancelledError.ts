/**
 * A query was cancelled by the one who asked.
 * @public
 */
export class QueryCancelledError extends Error {
  override readonly name = 'QueryCancelledError';

  constructor() {
    super('The query was cancelled');
  }
}
