import { TableReadError } from './TableReadError';

/**
 * A location outside what the FileIO may read: another scheme, or a path that leaves its roots.
 * @public
 */
export class LocationNotAllowedError extends TableReadError {
  constructor(
    message: string,
    options?: { location?: string; cause?: unknown },
  ) {
    super(message, options);
    this.name = 'LocationNotAllowedError';
  }
}
