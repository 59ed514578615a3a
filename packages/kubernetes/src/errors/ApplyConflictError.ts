import { KubernetesError } from './KubernetesError';

/** A field that somebody else has set to something else. */
export interface FieldConflict {
  /** As the API server writes it: `.spec.template.spec.containers[name="main"].image`. */
  readonly field: string;
  /** Who set it: a field manager, as `helm`, `kubectl-edit`, `kube-controller-manager`. */
  readonly manager: string;
  /** The server's words. */
  readonly message: string;
}

/** Fields of an object have other managers, and other values (409). Nothing was changed. */
export class ApplyConflictError extends KubernetesError {
  readonly conflicts: readonly FieldConflict[];

  constructor(
    message: string,
    conflicts: readonly FieldConflict[],
    options?: { operation?: string; cause?: unknown },
  ) {
    super(message, options);
    this.name = 'ApplyConflictError';
    this.conflicts = conflicts;
  }
}
