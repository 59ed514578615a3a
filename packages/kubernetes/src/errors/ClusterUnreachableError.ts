import { KubernetesError } from './KubernetesError';

/** No answer came: no connection, a name that is unknown, a gateway without the cluster behind it. Asking later may help. */
export class ClusterUnreachableError extends KubernetesError {
  constructor(
    message: string,
    options?: { operation?: string; cause?: unknown },
  ) {
    super(message, options);
    this.name = 'ClusterUnreachableError';
  }
}
