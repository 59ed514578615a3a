import { TableReadError } from './TableReadError';

/**
 * A metadata file is not JSON, or a field that everything depends on is missing or malformed.
 * The message says what, where, and what would be right.
 * @public
 */
export class MetadataFormatError extends TableReadError {
  /** Place inside the file, for example `schemas[1].fields[3].type` or `line 4, column 17`. */
  readonly path?: string;

  constructor(
    message: string,
    options?: { location?: string; path?: string; cause?: unknown },
  ) {
    super(message, options);
    this.name = 'MetadataFormatError';
    this.path = options?.path;
  }
}
