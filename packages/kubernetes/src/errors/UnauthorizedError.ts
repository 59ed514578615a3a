import { KubernetesError } from './KubernetesError';

/** The cluster does not know who asks: the credentials are missing, wrong, or have run out (401). */
export class UnauthorizedError extends KubernetesError {
  constructor(
    message: string,
    options?: { operation?: string; cause?: unknown },
  ) {
    super(message, options);
    this.name = 'UnauthorizedError';
  }
}
