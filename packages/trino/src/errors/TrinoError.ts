/** Base of all errors of this package. Messages hold neither secrets nor stack traces of the server. */
export abstract class TrinoError extends Error {
  abstract readonly name: string;
  /** Trino's id of the query, where there already was one. */
  readonly queryId?: string;

  constructor(message: string, options?: { queryId?: string }) {
    super(message);
    this.queryId = options?.queryId;
  }
}
