import type { KubernetesResponse } from './KubernetesTransport';

/** What an API server says when it refuses (`kind: Status`). */
export interface ApiStatus {
  readonly message?: string;
  /** `Forbidden`, `Conflict`, `Invalid`, `NotFound`, … */
  readonly reason?: string;
  readonly details?: {
    readonly name?: string;
    readonly group?: string;
    readonly kind?: string;
    readonly causes?: readonly {
      readonly reason?: string;
      readonly message?: string;
      readonly field?: string;
    }[];
    readonly retryAfterSeconds?: number;
  };
}

/** Undefined where the answer is none of an API server's. */
export function statusOf(response: KubernetesResponse): ApiStatus | undefined {
  const value = parse(response.body);
  return typeof value === 'object' &&
    value !== null &&
    (value as { kind?: unknown }).kind === 'Status'
    ? (value as ApiStatus)
    : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
