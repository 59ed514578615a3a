import type { ObjectReference } from '../model';
import type { ReadinessProblem } from './ReadinessProblem';

/** How an object is. */
export type ReadinessState =
  | 'ready'
  /** On its way, or stuck: its problems say which. */
  | 'progressing'
  /** It will not become ready by itself. */
  | 'failed'
  /** There is none. */
  | 'missing';

/** How an object is, and why. */
export interface ObjectReadiness {
  /** `Deployment.apps/lake/trino`. */
  readonly id: string;
  readonly reference: ObjectReference;
  readonly state: ReadinessState;
  /** `1 of 2 pods are available`. */
  readonly message: string;
  /** Looked for every few seconds, and at the end. */
  readonly problems: readonly ReadinessProblem[];
}

/** How far the waiting is. */
export interface WaitProgress {
  readonly objects: readonly ObjectReadiness[];
  readonly readyCount: number;
  readonly elapsedMs: number;
}

/** What came of waiting. */
export interface WaitReport {
  /** All of them are. */
  readonly ready: boolean;
  /** Some were not by then. */
  readonly timedOut: boolean;
  readonly objects: readonly ObjectReadiness[];
  readonly elapsedMs: number;
}
