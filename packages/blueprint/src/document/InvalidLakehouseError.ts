/**
 * One thing that is wrong with a document.
 * @public
 */
export interface LakehouseProblem {
  /** `spec.trino.workers`; empty for the document as a whole. */
  path: string;
  /** From 1; absent where the document was no text. */
  line?: number;
  message: string;
}

/**
 * A `Lakehouse` document that can't be read or doesn't make sense; it says all that is wrong with it at once.
 * @public
 */
export class InvalidLakehouseError extends Error {
  readonly name = 'InvalidLakehouseError';

  /** @param what - The file, or what else it was read from. */
  constructor(
    readonly what: string,
    readonly problems: readonly LakehouseProblem[],
  ) {
    super(
      `${what}: ${problems
        .map(
          ({ path, line, message }) =>
            `${line === undefined ? '' : `line ${line}: `}${
              path ? `${path} ` : ''
            }${message}`,
        )
        .join('; ')}`,
    );
  }
}
