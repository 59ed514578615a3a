import { LintError } from './LintError';

/**
 * The file is larger, deeper nested or expands to more than a manifest can be: a limit that keeps time and memory bounded.
 * @public
 */
export class ManifestTooLargeError extends LintError {
  constructor(
    message: string,
    options: { file: string; line?: number; cause?: unknown },
  ) {
    super(message, options);
    this.name = 'ManifestTooLargeError';
  }
}
