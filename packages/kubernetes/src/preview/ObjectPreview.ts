import type { FieldChange } from '../diff';
import type { FieldConflict } from '../errors';
import type { ObjectReference, Refusal } from '../model';

/** What applying would do to an object. */
export type PreviewAction =
  | 'create'
  | 'update'
  | 'unchanged'
  /** Others have set fields to other values: nothing is done unless these are taken over. */
  | 'conflict'
  /** The server would refuse it, or who asks may not do it. */
  | 'rejected'
  /** A Job that ran with another template: it stays as it is. */
  | 'kept'
  /** Its namespace is among the objects and not there yet, so that the server can't try it. */
  | 'unknown-until-namespace-exists'
  /** Its custom resource definition is among the objects and not there yet. */
  | 'unknown-until-kind-exists';

/** What applying an object would do, as the server says after having tried it without storing anything. */
export interface ObjectPreview {
  /** `Deployment.apps/lake/trino`. */
  readonly id: string;
  readonly reference: ObjectReference;
  readonly layer: number;
  readonly action: PreviewAction;
  /** A field each; of what is created, the fields that are rendered. */
  readonly changes: readonly FieldChange[];
  readonly conflicts: readonly FieldConflict[];
  /** Of what is `rejected` or `kept`. */
  readonly refusal?: Refusal;
  /** For people: what could not be tried, and why. */
  readonly note?: string;
  /** Of the server. */
  readonly warnings: readonly string[];
}

/** What applying objects would do. */
export interface ApplyPreview {
  /** In the order in which they would be applied. */
  readonly objects: readonly ObjectPreview[];
  /** How many there are of each action. */
  readonly counts: Readonly<Record<PreviewAction, number>>;
  /** Nothing is in the way as far as can be told: no conflict, and nothing is rejected. */
  readonly applicable: boolean;
}
