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
  readonly signal?: AbortSignal;
}
