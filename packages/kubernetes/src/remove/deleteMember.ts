import type { KubernetesClient } from '../client';
import {
  ConcurrentChangeError,
  ForbiddenError,
  NamespaceNotFoundError,
  NotFoundError,
  ObjectRejectedError,
} from '../errors';
import type { Refusal } from '../model';
import type { SetMember } from './RemovalPlan';

/**
 * Asks for the removal of exactly this object, and of what its controllers made of it.
 *
 * @returns Why it was refused; undefined where it was not, or where it is gone already.
 */
export async function deleteMember(
  client: KubernetesClient,
  { reference, uid }: SetMember,
  signal: AbortSignal | undefined,
): Promise<Refusal | undefined> {
  try {
    await client.json({
      method: 'DELETE',
      path: await client.pathOf(reference, signal),
      body: JSON.stringify({
        ...{ apiVersion: 'v1', kind: 'DeleteOptions' },
        propagationPolicy: 'Background',
        // Not another one of the same name that was made since.
        preconditions: { uid },
      }),
      signal,
    });
    return undefined;
  } catch (error) {
    if (
      error instanceof NotFoundError ||
      error instanceof NamespaceNotFoundError
    )
      return undefined;
    if (
      error instanceof ForbiddenError ||
      error instanceof ObjectRejectedError ||
      error instanceof ConcurrentChangeError
    ) {
      const { name, message } = error;
      const causes = error instanceof ObjectRejectedError ? error.causes : [];
      return { error: name, message, causes };
    }
    throw error;
  }
}
