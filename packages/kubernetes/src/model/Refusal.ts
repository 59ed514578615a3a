import type { RejectionCause } from '../errors';

/** Why an object can't be applied, as plain data. */
export interface Refusal {
  /** Name of the error: `ObjectRejectedError`, `ForbiddenError`, `UnknownKindError`, `NamespaceNotFoundError`. */
  readonly error: string;
  readonly message: string;
  readonly causes: readonly RejectionCause[];
  /** What a person can do about it, where that is known. */
  readonly remedy?: string;
}
