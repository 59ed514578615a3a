import { TableReadError } from './TableReadError';

/**
 * The table has no schema with that id, or none that could be read.
 * @public
 */
export class NoSuchSchemaError extends TableReadError {
  constructor(
    message: string,
    options?: { location?: string; cause?: unknown },
  ) {
    super(message, options);
    this.name = 'NoSuchSchemaError';
  }
}
