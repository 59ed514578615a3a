import { TableReadError } from './TableReadError';

/**
 * A value that does not fit its type, for example a long of three bytes.
 * @public
 */
export class InvalidValueError extends TableReadError {
  constructor(
    message: string,
    options?: { location?: string; cause?: unknown },
  ) {
    super(message, options);
    this.name = 'InvalidValueError';
  }
}
