import { TableReadError } from './TableReadError';

/**
 * The table has no snapshot with that id.
 * @public
 */
export class NoSuchSnapshotError extends TableReadError {
  constructor(
    message: string,
    options?: { location?: string; cause?: unknown },
  ) {
    super(message, options);
    this.name = 'NoSuchSnapshotError';
  }
}
