import { TableReadError } from './TableReadError';

/**
 * A version of the table format, or a feature of it, that this reader does not know.
 * @public
 */
export class UnsupportedFormatError extends TableReadError {
  constructor(
    message: string,
    options?: { location?: string; cause?: unknown },
  ) {
    super(message, options);
    this.name = 'UnsupportedFormatError';
  }
}
