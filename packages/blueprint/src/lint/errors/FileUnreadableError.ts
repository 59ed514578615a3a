import { LintError } from './LintError';

/**
 * The file is not there, may not be read, or is no file.
 * @public
 */
export class FileUnreadableError extends LintError {
  constructor(
    message: string,
    options: { file: string; line?: number; cause?: unknown },
  ) {
    super(message, options);
    this.name = 'FileUnreadableError';
  }
}
