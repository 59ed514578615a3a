/**
 * A file can't be linted. The rest is.
 * @public
 */
export class LintError extends Error {
  /** Path of the file. */
  readonly file: string;
  /** From 1, where one is known. */
  readonly line?: number;

  constructor(
    message: string,
    options: { file: string; line?: number; cause?: unknown },
  ) {
    super(message, { cause: options.cause });
    this.name = 'LintError';
    this.file = options.file;
    this.line = options.line;
  }
}
