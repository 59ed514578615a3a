/** What went wrong between us and a cluster. Subclasses have a stable `name`. */
export class KubernetesError extends Error {
  /** What was asked: `PATCH /apis/apps/v1/namespaces/lake/deployments/trino`. */
  readonly operation?: string;

  constructor(
    message: string,
    options?: { operation?: string; cause?: unknown },
  ) {
    super(
      message,
      options?.cause === undefined ? undefined : { cause: options.cause },
    );
    this.name = 'KubernetesError';
    this.operation = options?.operation;
  }
}
