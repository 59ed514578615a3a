import { KubernetesError } from './KubernetesError';

/** An answer that no API server of Kubernetes gives: HTML, a redirect, broken JSON, an object of another kind. */
export class UnexpectedResponseError extends KubernetesError {
  constructor(
    message: string,
    options?: { operation?: string; cause?: unknown },
  ) {
    super(message, options);
    this.name = 'UnexpectedResponseError';
  }
}
