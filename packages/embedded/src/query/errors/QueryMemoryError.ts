/**
 * A query needed more memory than it was given, and was stopped.
 * @public
 */
export class QueryMemoryError extends Error {
  override readonly name = 'QueryMemoryError';
  readonly memoryLimitBytes: number;

  constructor(memoryLimitBytes: number) {
    super(
      `The query needed more than ${Math.round(
        memoryLimitBytes / 1024 / 1024,
      )} MB of memory; narrow it with WHERE or LIMIT, or use a larger engine`,
    );
    this.memoryLimitBytes = memoryLimitBytes;
  }
}
