import { ResponseError } from '@backstage/errors';
import { lakehouseErrorName } from '@lakehouse-portal/plugin-lakehouse-common';

/** An error in the three parts that people need: what failed, where, and of which kind. */
export interface DescribedError {
  kind:
    | 'notAllowed'
    | 'notFound'
    | 'unavailable'
    | 'badRequest'
    | 'network'
    | 'default';
  /** What the back end said, or the browser. */
  message: string;
  /** The request that failed: `GET /api/lakehouse/…`. */
  where?: string;
  /** Finds the log line in the back end. */
  reference?: string;
}

const KINDS: Record<string, DescribedError['kind']> = {
  NotAllowedError: 'notAllowed',
  AuthenticationError: 'notAllowed',
  NotFoundError: 'notFound',
  ServiceUnavailableError: 'unavailable',
  InputError: 'badRequest',
  TypeError: 'network',
};

function pathOf(url: string): string {
  try {
    return new URL(url).pathname;
  } catch {
    return url;
  }
}

/** Sorts an error of the client into what a page can say about it. */
export function describeError(error: Error): DescribedError {
  const name = lakehouseErrorName(error) ?? error.name;
  const kind = KINDS[name] ?? 'default';
  if (!ResponseError.is(error)) {
    return { kind, message: error.message };
  }
  const request = error.body.request;
  return {
    kind,
    message: error.cause?.message ?? error.message,
    where: request ? `${request.method} ${pathOf(request.url)}` : undefined,
    reference: error.response.headers?.get('x-request-id') ?? undefined,
  };
}
