import {
  ApplyConflictError,
  ClusterUnreachableError,
  ConcurrentChangeError,
  type FieldConflict,
  ForbiddenError,
  KubernetesError,
  NamespaceNotFoundError,
  NotFoundError,
  ServerError,
  UnauthorizedError,
  UnexpectedResponseError,
} from '../errors';
import type { KubernetesResponse } from './KubernetesTransport';
import { rejectionOf } from './rejectionOf';
import { type ApiStatus, statusOf } from './statusOf';

const MAX_SHOWN = 300;

/** What an answer means that is not a success. */
export function errorOfResponse(
  operation: string,
  response: KubernetesResponse,
): KubernetesError {
  const status = statusOf(response);
  return status
    ? errorOfStatus(operation, response.status, status)
    : errorOfStranger(operation, response);
}

function errorOfStatus(
  operation: string,
  status: number,
  api: ApiStatus,
): KubernetesError {
  const message = api.message ?? `${operation}: refused with ${status}`;
  const options = { operation };
  if (status === 401)
    return new UnauthorizedError(
      `The cluster does not know who asks (${message}): the credentials are wrong or have run out`,
      options,
    );
  if (status === 404)
    return api.details?.kind === 'namespaces'
      ? new NamespaceNotFoundError(message, options)
      : new NotFoundError(message, options);
  if (status === 409) {
    const conflicts = conflictsOf(api);
    return conflicts.length > 0
      ? new ApplyConflictError(message, conflicts, options)
      : new ConcurrentChangeError(message, options);
  }
  const rejection =
    forbidden(message, status, operation) ??
    rejectionOf(message, status, api, operation);
  if (rejection) return rejection;
  if (status === 429 || status >= 500)
    return new ServerError(message, {
      ...options,
      status,
      retryAfterSeconds: api.details?.retryAfterSeconds,
    });
  return new UnexpectedResponseError(
    `${operation}: ${status}: ${message}`,
    options,
  );
}

/** By RBAC, not by admission: `User "jo" cannot patch resource "deployments" in API group "apps" in the namespace "lake"`. */
function forbidden(
  message: string,
  status: number,
  operation: string,
): ForbiddenError | undefined {
  if (status !== 403) return undefined;
  const found =
    /cannot (\S+) resource "([^"]+)" in API group "([^"]*)"(?: in the namespace "([^"]+)")?/.exec(
      message,
    );
  if (!found)
    return /cannot (\S+) path /.test(message)
      ? new ForbiddenError(message, { operation })
      : undefined;
  const [, verb, resource, group, namespace] = found;
  return new ForbiddenError(message, {
    ...{ operation, verb, namespace },
    resource: group ? `${resource}.${group}` : resource,
  });
}

/** `conflict with "helm" with subresource "scale" using apps/v1`. */
function conflictsOf(api: ApiStatus): FieldConflict[] {
  return (api.details?.causes ?? [])
    .filter(({ reason }) => reason === 'FieldManagerConflict')
    .map(({ field = '', message = '' }) => ({
      field,
      manager: /conflict with "([^"]*)"/.exec(message)?.[1] ?? 'unknown',
      message,
    }));
}

/** A proxy, a gateway, or something that is no API server. */
function errorOfStranger(
  operation: string,
  { status, body }: KubernetesResponse,
): KubernetesError {
  const shown = shownOf(body);
  const options = { operation };
  if (status === 401)
    return new UnauthorizedError(
      `${operation}: refused with 401 before the cluster was reached${shown}`,
      options,
    );
  if (status === 403)
    return new ForbiddenError(
      `${operation}: refused with 403 before the cluster was reached${shown}`,
      options,
    );
  if (status === 502 || status === 503 || status === 504)
    return new ClusterUnreachableError(
      `${operation}: the cluster can't be reached; what is in front of it answers ${status}${shown}`,
      options,
    );
  if (status === 429 || status >= 500)
    return new ServerError(`${operation}: ${status}${shown}`, {
      ...options,
      status,
    });
  return new UnexpectedResponseError(
    `${operation}: this is no answer of a Kubernetes API server: ${status}${shown}`,
    options,
  );
}

/** An error of Backstage has its message in `error.message`; pages of HTML are of no use to anybody. */
function shownOf(body: string): string {
  if (/^\s*</.test(body)) return ' with a page of HTML';
  let text = body.trim();
  try {
    const value = JSON.parse(body) as { error?: { message?: unknown } } | null;
    if (typeof value?.error?.message === 'string') text = value.error.message;
  } catch {
    // Plain text is shown as it is.
  }
  if (text === '') return ' with nothing else';
  return `: ${text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text}`;
}
