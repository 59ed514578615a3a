import { KubernetesError } from './KubernetesError';

/** An answer that is larger than any that is expected. The rest of it was not read. */
export class ResponseTooLargeError extends KubernetesError {
  constructor(
    message: string,
    options?: { operation?: string; cause?: unknown },
  ) {
    super(message, options);
    this.name = 'ResponseTooLargeError';
  }
}
