import { TableReadError } from './TableReadError';

/**
 * A manifest or the manifest list could not be read, where a part of the answer would be wrong.
 * @public
 */
export class IncompleteReadError extends TableReadError {
  constructor(
    message: string,
    options?: { location?: string; cause?: unknown },
  ) {
    super(message, options);
    this.name = 'IncompleteReadError';
  }
}
