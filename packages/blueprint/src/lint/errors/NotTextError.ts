import { LintError } from './LintError';

/**
 * The file is binary, or not UTF-8.
 * @public
 */
export class NotTextError extends LintError {
  constructor(
    message: string,
    options: { file: string; line?: number; cause?: unknown },
  ) {
    super(message, options);
    this.name = 'NotTextError';
  }
}
