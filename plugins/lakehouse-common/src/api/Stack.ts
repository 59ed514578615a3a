/**
 * How a lakehouse is in its cluster, against the document that it comes from.
 * @public
 */
export type StackReport =
  | {
      status: 'read';
      cluster: string;
      namespace: string;
      /** Milliseconds since the epoch. */
      readAtMs: number;
      /** The document, as it is kept in the cluster, in YAML. */
      document: string;
      /** The objects that the document renders to, in the order in which they are applied. */
      objects: StackObject[];
      /** Findings about what runs now, the worst first. */
      findings: StackFinding[];
      /** What could not be looked at, for people. */
      notes: string[];
    }
  | {
      status: 'not-read';
      /**
       * `not-on-kubernetes`: nothing says that it is in a cluster. `no-document`: the cluster has none of it. `unauthorized`,
       * `forbidden`, `unreachable`, `failed`: the cluster could not be asked.
       */
      reason:
        | 'failed'
        | 'forbidden'
        | 'no-document'
        | 'not-on-kubernetes'
        | 'unauthorized'
        | 'unreachable';
      message: string;
    };

/**
 * An object of a lakehouse, as it is and as it would be rendered.
 * @public
 */
export interface StackObject {
  /** `Deployment.apps/lake/lake-trino`. */
  id: string;
  kind: string;
  name: string;
  /** `unknown`: the server does not take the rendered object, or it may not be seen. */
  state: 'as-rendered' | 'drifted' | 'missing' | 'unknown';
  /** Why it is unknown. */
  message?: string;
  /** By its own status: `ready`, `progressing`, `failed`. */
  readiness?: { state: string; message: string };
  /** Fields that are otherwise than rendered, with who set them. */
  fields: StackField[];
}

/**
 * A field that is otherwise than rendered.
 * @public
 */
export interface StackField {
  path: string;
  /** As it is; JSON. Absent where there is none, or where it is secret. */
  now?: unknown;
  /** As it is rendered; JSON. Absent where there is none, or where it is secret. */
  rendered?: unknown;
  secret?: true;
  /** Field managers: `kubectl-edit`. */
  managers: string[];
}

/**
 * What is wrong, or could be better, with what runs now.
 * @public
 */
export interface StackFinding {
  severity: 'error' | 'warning' | 'info';
  /** Id of the rule: `T2`. */
  rule: string;
  /** `Deployment/lake/lake-trino`. */
  object?: string;
  message: string;
  /** What to do about it. */
  fix: string;
  /** Where that is known from: release notes, an issue. */
  source?: string;
}
