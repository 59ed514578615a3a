import { TableReadError } from './TableReadError';

/**
 * A file, or what it unpacks to, is larger than the reader's bound.
 * @public
 */
export class LimitExceededError extends TableReadError {
  constructor(
    message: string,
    options?: { location?: string; cause?: unknown },
  ) {
    super(message, options);
    this.name = 'LimitExceededError';
  }
}
