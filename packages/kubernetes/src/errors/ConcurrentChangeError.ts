import { KubernetesError } from './KubernetesError';

/** Somebody changed or made the object since it was read (409). Asking again from the start helps. */
export class ConcurrentChangeError extends KubernetesError {
  constructor(
    message: string,
    options?: { operation?: string; cause?: unknown },
  ) {
    super(message, options);
    this.name = 'ConcurrentChangeError';
  }
}
