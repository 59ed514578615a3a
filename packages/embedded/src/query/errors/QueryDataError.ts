/**
 * A data or delete file of the table is missing or damaged: no fault of the query. The message
 * names the file, but no folder of the server.
 * @public
 */
export class QueryDataError extends Error {
  override readonly name = 'QueryDataError';
}
