import { LintError } from './LintError';

/**
 * The text is no YAML, JSON or properties file: the message says what was expected and where.
 * @public
 */
export class ManifestSyntaxError extends LintError {
  constructor(
    message: string,
    options: { file: string; line?: number; cause?: unknown },
  ) {
    super(message, options);
    this.name = 'ManifestSyntaxError';
  }
}
