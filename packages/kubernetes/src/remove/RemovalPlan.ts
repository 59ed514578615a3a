import type { ObjectReference, Refusal } from '../model';

/** What stays when a set is removed; each is kept when left out. */
export interface Keep {
  /** Volume claims, those that StatefulSets made too, with the made-up Secrets that belong to their data. */
  readonly volumes?: boolean;
  /** Namespaces that the set has made. One that goes takes all with it that is in it, whoever made that. */
  readonly namespaces?: boolean;
  /** Custom resource definitions that the set has made: with one go all objects of its kind in the whole cluster. */
  readonly definitions?: boolean;
}

/** An object that belongs to a set. */
export interface SetMember {
  /** `Deployment.apps/lake/trino`. */
  readonly id: string;
  readonly reference: ObjectReference;
  readonly uid: string;
  /** Removed from the last layer to the first. */
  readonly layer: number;
  /** Of a volume claim, what it asks for: `10Gi`. */
  readonly size?: string;
}

/** One that is not removed. */
export interface StayingMember extends SetMember {
  /** For people. */
  readonly reason: string;
}

/** What would be removed. */
export interface RemovalPlan {
  readonly setId: string;
  /** There is such a set in the cluster. */
  readonly isKnown: boolean;
  /** In the order in which they are removed. */
  readonly goes: readonly SetMember[];
  readonly stays: readonly StayingMember[];
  /** For people: what else is to be known. */
  readonly notes: readonly string[];
}

/** What became of a removal. */
export interface RemovalReport {
  /** All that should go is gone. */
  readonly complete: boolean;
  readonly removed: readonly SetMember[];
  readonly stays: readonly StayingMember[];
  /** What was not removed, and why. */
  readonly failed: readonly (SetMember & { readonly refusal: Refusal })[];
  /** Their removal was asked for, but something holds them: finalizers, or pods that use a volume. */
  readonly stillThere: readonly (SetMember & { readonly message: string })[];
  readonly notes: readonly string[];
}
