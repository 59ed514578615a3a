import { KubernetesError } from './KubernetesError';

/** The cluster has no such kind: a custom resource definition, and what brings it, are missing. */
export class UnknownKindError extends KubernetesError {
  readonly apiVersion: string;
  readonly kind: string;
  /** What usually brings it: `CloudNativePG`. Undefined where it is not known. */
  readonly operator?: string;
  /** Versions of the group that the cluster has instead. */
  readonly servedVersions: readonly string[];

  constructor(
    message: string,
    details: {
      apiVersion: string;
      kind: string;
      operator?: string;
      servedVersions?: readonly string[];
      operation?: string;
      cause?: unknown;
    },
  ) {
    super(message, details);
    this.name = 'UnknownKindError';
    this.apiVersion = details.apiVersion;
    this.kind = details.kind;
    this.operator = details.operator;
    this.servedVersions = details.servedVersions ?? [];
  }
}
