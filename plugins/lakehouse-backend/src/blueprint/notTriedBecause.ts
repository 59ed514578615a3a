import {
  ClusterUnreachableError,
  ForbiddenError,
  KubernetesError,
  RequestTimeoutError,
  UnauthorizedError,
} from '@lakehouse-portal/kubernetes';
import type { BlueprintPreview } from '@lakehouse-portal/plugin-lakehouse-common';

/** Why a cluster could not be asked. What is no trouble of a cluster is thrown. */
export function notTriedBecause(
  error: unknown,
): Extract<BlueprintPreview, { status: 'not-tried' }> {
  if (!(error instanceof KubernetesError)) throw error;
  const { message } = error;
  if (
    error instanceof ClusterUnreachableError ||
    error instanceof RequestTimeoutError
  )
    return { status: 'not-tried', reason: 'unreachable', message };
  if (error instanceof UnauthorizedError)
    return { status: 'not-tried', reason: 'unauthorized', message };
  if (error instanceof ForbiddenError)
    return { status: 'not-tried', reason: 'forbidden', message };
  return { status: 'not-tried', reason: 'failed', message };
}
