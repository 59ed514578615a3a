import type { FieldChange } from '../diff';
import type { FieldConflict } from '../errors';
import type { ObjectReference, Refusal } from '../model';
import type { WaitReport } from '../wait';

/** What was done to an object. */
export type ApplyAction =
  | 'created'
  | 'updated'
  | 'unchanged'
  /** A Job that ran with another template: it stays as it is. */
  | 'kept'
  /** Others have set fields to other values: nothing was changed. */
  | 'conflict'
  /** The server refused it, or who asks may not do it: nothing was changed. */
  | 'rejected'
  /** Something before it failed. */
  | 'not-reached';

/** What became of an object. */
export interface AppliedObject {
  /** `Deployment.apps/lake/trino`. */
  readonly id: string;
  readonly reference: ObjectReference;
  readonly layer: number;
  readonly action: ApplyAction;
  /** What changed, a field each; nothing where only the ownership of fields did. */
  readonly changes: readonly FieldChange[];
  readonly conflicts: readonly FieldConflict[];
  /** Of what is `rejected` or `kept`. */
  readonly refusal?: Refusal;
  /** Of the server. */
  readonly warnings: readonly string[];
  /** Keys of a Secret for which values were made up. */
  readonly generatedKeys?: readonly string[];
  /** Fields that were taken over, as agreed. */
  readonly tookOwnershipOf?: readonly string[];
}

/** What became of objects. */
export interface ApplyReport {
  /**
   * `incomplete`: some were refused, and what comes after them was not reached. Apply again once the reason is gone:
   * it goes on from there.
   */
  readonly outcome: 'applied' | 'unchanged' | 'incomplete';
  /** In the order of their layers. */
  readonly objects: readonly AppliedObject[];
  /** How many there are of each action. */
  readonly counts: Readonly<Record<ApplyAction, number>>;
  /** The id of the set: value of the label of its members. */
  readonly setId: string;
  /** Of the layer that did not become ready, where layers are waited for. */
  readonly notReady?: WaitReport;
}
