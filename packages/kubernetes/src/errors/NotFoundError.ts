import { KubernetesError } from './KubernetesError';

/** There is no such object (404, said by the API server itself). */
export class NotFoundError extends KubernetesError {
  constructor(
    message: string,
    options?: { operation?: string; cause?: unknown },
  ) {
    super(message, options);
    this.name = 'NotFoundError';
  }
}
