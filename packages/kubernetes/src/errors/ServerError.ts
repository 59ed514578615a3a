import { KubernetesError } from './KubernetesError';

/** The API server failed or has no time (429, 5xx), also after asking again. */
export class ServerError extends KubernetesError {
  /** Of HTTP. */
  readonly status: number;
  /** What the server asks us to wait, in seconds. */
  readonly retryAfterSeconds?: number;

  constructor(
    message: string,
    options: {
      status: number;
      retryAfterSeconds?: number;
      operation?: string;
      cause?: unknown;
    },
  ) {
    super(message, options);
    this.name = 'ServerError';
    this.status = options.status;
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}
