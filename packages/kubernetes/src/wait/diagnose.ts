import type { KubernetesClient } from '../client';
import type { LiveObject } from '../model';
import type { ReadinessProblem } from './ReadinessProblem';

/** What was found out about an object that is not ready. */
export interface Diagnosis {
  readonly problems: readonly ReadinessProblem[];
  /** A volume claim whose storage class waits for a pod (`WaitForFirstConsumer`). */
  readonly isAwaitingConsumer: boolean;
}

/** Looks for the reasons for which an object is not ready. */
export async function diagnose(
  _client: KubernetesClient,
  _live: LiveObject,
  _signal: AbortSignal | undefined,
): Promise<Diagnosis> {
  return { problems: [], isAwaitingConsumer: false };
}
