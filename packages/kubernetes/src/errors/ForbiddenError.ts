import { KubernetesError } from './KubernetesError';

/** Who asks may not do this (403). The message is the server's: it names the user, the verb and the resource. */
export class ForbiddenError extends KubernetesError {
  /** `patch`; undefined where the server does not say. */
  readonly verb?: string;
  /** `deployments.apps`; undefined where the server does not say. */
  readonly resource?: string;
  readonly namespace?: string;

  constructor(
    message: string,
    options?: {
      verb?: string;
      resource?: string;
      namespace?: string;
      operation?: string;
      cause?: unknown;
    },
  ) {
    super(message, options);
    this.name = 'ForbiddenError';
    this.verb = options?.verb;
    this.resource = options?.resource;
    this.namespace = options?.namespace;
  }
}
