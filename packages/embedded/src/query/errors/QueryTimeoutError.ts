/**
 * A query did not end in the time it was given, and was stopped.
 * @public
 */
export class QueryTimeoutError extends Error {
  override readonly name = 'QueryTimeoutError';
  readonly timeoutMs: number;

  constructor(timeoutMs: number) {
    super(
      `The query was stopped after ${
        timeoutMs / 1000
      } s; narrow it with WHERE or LIMIT, or use a larger engine`,
    );
    this.timeoutMs = timeoutMs;
  }
}
