import { KubernetesError } from './KubernetesError';

/** One reason for which an object was refused. */
export interface RejectionCause {
  /** `spec.template.spec.containers[0].image`; undefined for the object as a whole. */
  readonly field?: string;
  /** `FieldValueInvalid`, `FieldValueForbidden`, …, as the server has it. */
  readonly reason?: string;
  readonly message: string;
}

/** Why an object was refused, coarsely. */
export type RejectionKind =
  /** A value, or a field that the server does not know. */
  | 'invalid'
  /** A field that can't be changed once the object is there. */
  | 'immutable'
  /** A quota of the namespace would be exceeded. */
  | 'quota'
  /** Pod Security, another admission plug-in or a webhook. */
  | 'policy'
  /** The namespace is being removed. */
  | 'namespace-terminating';

/** The API server refuses an object for what it is (400, 403 of admission, 422). Nothing was changed. */
export class ObjectRejectedError extends KubernetesError {
  readonly kind: RejectionKind;
  /** At least one. */
  readonly causes: readonly RejectionCause[];
  /** What a person can do about it, where that is known. */
  readonly remedy?: string;

  constructor(
    message: string,
    details: {
      kind: RejectionKind;
      causes: readonly RejectionCause[];
      remedy?: string;
      operation?: string;
      cause?: unknown;
    },
  ) {
    super(message, details);
    this.name = 'ObjectRejectedError';
    this.kind = details.kind;
    this.causes = details.causes;
    this.remedy = details.remedy;
  }
}
