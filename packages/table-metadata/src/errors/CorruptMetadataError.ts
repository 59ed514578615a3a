import { TableReadError } from './TableReadError';

/**
 * A metadata file is damaged: a metadata.json that is not JSON or lacks what everything depends on, an Avro or Puffin
 * file that is truncated, contradicts itself, or has a schema that does not fit. The message says what was found, where,
 * and what was expected.
 * @public
 */
export class CorruptMetadataError extends TableReadError {
  /** In a JSON file: the place, for example `schemas[1].fields[3].type` or `line 4, column 17`. */
  readonly path?: string;
  /** In a binary file: bytes from its start; inside a compressed block, the start of the block. */
  readonly offset?: number;

  constructor(
    message: string,
    options?: {
      location?: string;
      path?: string;
      offset?: number;
      cause?: unknown;
    },
  ) {
    super(message, options);
    this.name = 'CorruptMetadataError';
    this.path = options?.path;
    this.offset = options?.offset;
  }
}
