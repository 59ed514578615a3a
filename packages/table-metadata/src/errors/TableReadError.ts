/**
 * Base of all errors that this package throws on purpose. `name` is stable: programs may compare it.
 * @public
 */
export class TableReadError extends Error {
  /** The file or folder concerned, as the metadata writes it. */
  readonly location?: string;

  constructor(
    message: string,
    options?: { location?: string; cause?: unknown },
  ) {
    super(
      message,
      options?.cause === undefined ? undefined : { cause: options.cause },
    );
    this.name = 'TableReadError';
    this.location = options?.location;
  }
}
