import { TableReadError } from './TableReadError';

/**
 * A file is there, but reading it failed: no permission, a folder, a broken disk.
 * @public
 */
export class FileReadError extends TableReadError {
  constructor(
    message: string,
    options?: { location?: string; cause?: unknown },
  ) {
    super(message, options);
    this.name = 'FileReadError';
  }
}
