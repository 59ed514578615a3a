import { TableReadError } from './TableReadError';

/**
 * A manifest or manifest list is not a sound Avro file: truncated, damaged, or with a schema that does not fit.
 * @public
 */
export class AvroFormatError extends TableReadError {
  /** Where in the file, in bytes from its start; for a compressed block, the start of the block. */
  readonly offset?: number;

  constructor(
    message: string,
    options?: { location?: string; offset?: number; cause?: unknown },
  ) {
    super(message, options);
    this.name = 'AvroFormatError';
    this.offset = options?.offset;
  }
}
