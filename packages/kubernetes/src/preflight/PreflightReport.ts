/** What somebody may not do, but would have to. */
export interface MissingRight {
  /** `create`, `patch`, …; several are missing for the same objects. */
  readonly verbs: readonly string[];
  /** `deployments.apps`, `pods/log`. */
  readonly resource: string;
  /** Left out for what belongs to the cluster. */
  readonly namespace?: string;
  /** Ids of the objects that need it: `Deployment.apps/lake/trino`; none where it is for looking at their pods. */
  readonly objects: readonly string[];
  /** Without it objects are applied all the same, but reasons can't be shown. */
  readonly isOptional: boolean;
  /** `May not create or patch deployments.apps in namespace "lake"`. */
  readonly message: string;
}

/** What somebody may do, of all that is needed. */
export interface PreflightReport {
  /** All that is not optional. */
  readonly allowed: boolean;
  readonly missing: readonly MissingRight[];
  /** Objects of kinds that the cluster does not have, and what brings them. */
  readonly unknownKinds: readonly { id: string; message: string }[];
  /** How many rights were asked for. */
  readonly checked: number;
}
