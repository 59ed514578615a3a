import { TableReadError } from './TableReadError';

/**
 * A partition transform that is unknown, malformed, or does not apply to the type.
 * @public
 */
export class InvalidTransformError extends TableReadError {
  constructor(
    message: string,
    options?: { location?: string; cause?: unknown },
  ) {
    super(message, options);
    this.name = 'InvalidTransformError';
  }
}
