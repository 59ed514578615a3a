import { KubernetesError } from './KubernetesError';

/** The namespace of an object does not exist (404). */
export class NamespaceNotFoundError extends KubernetesError {
  constructor(
    message: string,
    options?: { operation?: string; cause?: unknown },
  ) {
    super(message, options);
    this.name = 'NamespaceNotFoundError';
  }
}
