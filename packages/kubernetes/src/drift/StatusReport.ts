import type { FieldChange } from '../diff';
import type { LiveObject, ObjectReference, Refusal } from '../model';
import type { Readiness } from '../wait';

/** Who set a field. */
export interface FieldOwner {
  /** A field manager: `kubectl-edit`, `helm`, ours. */
  readonly manager: string;
  readonly operation?: 'Apply' | 'Update';
  /** When it last set any field of the object, RFC 3339. */
  readonly time?: string;
}

/** A field that is otherwise than rendered. */
export interface DriftedField extends FieldChange {
  /** Who set it. None where somebody removed it. Only ours: it was applied, and is rendered otherwise now. */
  readonly owners: readonly FieldOwner[];
}

/** How an object is, against how it is rendered. */
export interface ObjectStatus {
  /** `Deployment.apps/lake/trino`. */
  readonly id: string;
  readonly reference: ObjectReference;
  /** `unknown`: the server does not take the rendered object; the refusal says why. */
  readonly state: 'as-rendered' | 'drifted' | 'missing' | 'unknown';
  /** `before` is how it is, `after` how it is rendered. */
  readonly fields: readonly DriftedField[];
  /** How it is by its own status; undefined where there is none. */
  readonly readiness?: Readiness;
  /** As it is. Undefined where it is missing or could not be read, and for a Secret, so that a report never has its values. */
  readonly live?: LiveObject;
  readonly refusal?: Refusal;
}

/** How objects are, against how they are rendered. */
export interface StatusReport {
  readonly drifted: boolean;
  readonly objects: readonly ObjectStatus[];
}
