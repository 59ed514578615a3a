import type { ObjectReference } from '../model';

/** Why something is not ready, coarsely. */
export type ProblemKind =
  /** The image can't be had: its name, its registry, or the secret for it. */
  | 'image-pull'
  /** A container ends again and again. */
  | 'crash-loop'
  /** A container was killed for using more memory than its limit. */
  | 'out-of-memory'
  /** A container can't be made: a ConfigMap, a Secret or a key of these is missing, or its command. */
  | 'container-config'
  /** A container runs, but its probe says that it does not serve. */
  | 'probe-failing'
  /** A volume is not there, or can't be attached. */
  | 'pending-volume'
  /** No node has room for a pod, or none may take it. */
  | 'unschedulable'
  /** The quota of the namespace is used up. */
  | 'quota-exceeded'
  /** Pods can't be made for another reason: Pod Security, a missing service account, a webhook. */
  | 'pods-refused'
  /** A Job has failed. */
  | 'job-failed'
  /** A pod has failed or was evicted. */
  | 'pod-failed'
  /** What an operator says of its object. */
  | 'condition'
  /** Who asks may not see the reason. */
  | 'not-allowed';

/** One reason for which an object is not ready. */
export interface ReadinessProblem {
  readonly kind: ProblemKind;
  /** For people, one sentence or the cluster's own words. */
  readonly message: string;
  /** Where it was seen: a pod, a volume claim. */
  readonly object: ObjectReference;
  readonly container?: string;
  readonly image?: string;
  /** Of a container that ended. */
  readonly exitCode?: number;
  /** How often a container was started again. */
  readonly restarts?: number;
  /** The last lines of what the container wrote before it ended, at most 20. */
  readonly log?: readonly string[];
  /** Why there are no such lines. */
  readonly logUnavailable?: string;
}
