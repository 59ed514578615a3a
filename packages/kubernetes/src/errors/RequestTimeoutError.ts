import { KubernetesError } from './KubernetesError';

/** No whole answer within the time limit. What was asked may have been done nevertheless. */
export class RequestTimeoutError extends KubernetesError {
  constructor(
    message: string,
    options?: { operation?: string; cause?: unknown },
  ) {
    super(message, options);
    this.name = 'RequestTimeoutError';
  }
}
