import { TableReadError } from './TableReadError';

/**
 * There is no such file or folder.
 * @public
 */
export class FileNotFoundError extends TableReadError {
  constructor(
    message: string,
    options?: { location?: string; cause?: unknown },
  ) {
    super(message, options);
    this.name = 'FileNotFoundError';
  }
}
