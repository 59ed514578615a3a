import type { ObjectSet } from '../model';

/**
 * What somebody is about to do: `apply` needs get, create and patch; `remove` get, list and delete; `wait` get, and to tell
 * reasons (optional), to list pods, events and ReplicaSets and to read logs.
 */
export type PreflightPurpose = 'apply' | 'remove' | 'wait';

/** For what rights are asked. */
export interface PreflightOptions {
  /** `apply` when left out. */
  readonly purposes?: readonly PreflightPurpose[];
  /** Its ConfigMap is written too. */
  readonly set?: ObjectSet;
  readonly forward?: NeededForward;
  readonly signal?: AbortSignal;
}

/** A port of a pod that is forwarded, with the Secrets that say how to log in behind it. */
export interface NeededForward {
  readonly namespace: string;
  /** Names of Secrets that are read. */
  readonly secrets: readonly string[];
  /** Whether all the rest can be done without. */
  readonly isOptional: boolean;
}
