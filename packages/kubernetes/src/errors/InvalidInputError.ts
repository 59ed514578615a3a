import { KubernetesError } from './KubernetesError';

/** What was handed in can't be worked with, said before the cluster was asked: an object without a name, a layer that is no number. */
export class InvalidInputError extends KubernetesError {
  constructor(
    message: string,
    options?: { operation?: string; cause?: unknown },
  ) {
    super(message, options);
    this.name = 'InvalidInputError';
  }
}
