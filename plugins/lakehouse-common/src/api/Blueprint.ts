/**
 * A cluster that the portal knows.
 * @public
 */
export interface BlueprintCluster {
  /** By which it is asked for. */
  name: string;
  /** For people. */
  title?: string;
}

/**
 * What is asked before a lakehouse is created: what would change in a cluster.
 * @public
 */
export interface BlueprintPreviewRequest {
  /** A `Lakehouse` document. */
  document: object;
  /** Name of a cluster of the portal's Kubernetes plugin. */
  cluster: string;
}

/**
 * What applying would do to an object. `kept`: a Job that ran with another template stays. `unknown-until-…`: its namespace
 * or its kind is part of what is applied, and the server can't try it before.
 * @public
 */
export type BlueprintAction =
  | 'conflict'
  | 'create'
  | 'kept'
  | 'rejected'
  | 'unchanged'
  | 'unknown-until-kind-exists'
  | 'unknown-until-namespace-exists'
  | 'update';

/**
 * A field that would change.
 * @public
 */
export interface BlueprintChange {
  /** `.spec.template.spec.containers[name="main"].image`. */
  path: string;
  /** JSON; absent where there is none, or where it is secret. */
  before?: unknown;
  /** JSON; absent where there is none, or where it is secret. */
  after?: unknown;
  secret?: true;
}

/**
 * An object, tried by the API server without storing anything.
 * @public
 */
export interface BlueprintObjectPreview {
  /** `Deployment.apps/lake/trino`. */
  id: string;
  kind: string;
  name: string;
  namespace?: string;
  action: BlueprintAction;
  changes: BlueprintChange[];
  /** Fields that others have set to other values. */
  conflicts: { field: string; manager: string; message: string }[];
  /** Why it is rejected or kept. */
  refusal?: { message: string; remedy?: string };
  /** What could not be tried, and why. */
  note?: string;
  /** Of the server. */
  warnings: string[];
}

/**
 * What the person who asks may not do, but would have to.
 * @public
 */
export interface BlueprintMissingRight {
  /** `May not create or patch deployments.apps in namespace "lake"`. */
  message: string;
  verbs: string[];
  /** `deployments.apps`. */
  resource: string;
  namespace?: string;
  /** Without it objects are applied all the same, but reasons can't be shown. */
  isOptional: boolean;
}

/**
 * The answer to a `BlueprintPreviewRequest`. A cluster that can't be asked is an answer too, as it is no failure of the portal.
 * @public
 */
export type BlueprintPreview =
  | {
      status: 'tried';
      objects: BlueprintObjectPreview[];
      missingRights: BlueprintMissingRight[];
      /** Kinds that the cluster does not have, and what brings them. */
      unknownKinds: { id: string; message: string }[];
      /** Nothing is in the way as far as can be told. */
      applicable: boolean;
    }
  | {
      status: 'not-tried';
      /** `unauthorized`: the cluster doesn't know who asks. `forbidden`: one may not even ask for one's rights. */
      reason: 'failed' | 'forbidden' | 'unauthorized' | 'unreachable';
      /** What the cluster, or the way to it, said. */
      message: string;
    };
