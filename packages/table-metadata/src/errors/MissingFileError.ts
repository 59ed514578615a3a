import { TableReadError } from './TableReadError';

/**
 * There is no such file or folder.
 * @public
 */
export class MissingFileError extends TableReadError {
  constructor(
    message: string,
    options?: { location?: string; cause?: unknown },
  ) {
    super(message, options);
    this.name = 'MissingFileError';
  }
}
